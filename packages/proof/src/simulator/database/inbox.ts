import type { Inbox } from "@idem/billing";
import type { Life } from "../scheduler.ts";
import type { Sim } from "../sim.ts";
import { statement } from "./statement.ts";
import type { EventRow } from "./tables.ts";

const [firstRetryMs, maxRetryMs] = [2_000, 600_000];

/** The inbox of `packages/postgres`: an event is its own job, and taking it makes it due again later. */
export function createInbox(sim: Sim, life: Life): Inbox {
  const { tables, clocks, flaws } = sim;
  const edit = (ids: string[], change: Partial<EventRow>) => {
    for (const id of ids) {
      const row = tables.events.get(id);
      if (row) tables.events.set(id, { ...row, ...change });
    }
  };
  return {
    store: (event) =>
      statement(sim, life, {
        says: () => `store ${event.id}`,
        run: () => {
          if (tables.events.has(event.id)) return false;
          const nextAttemptAtMs = clocks.databaseMs;
          tables.events.set(event.id, { ...event, processed: false, attempts: 0, nextAttemptAtMs });
          return true;
        },
      }),
    claimDue: (limit) =>
      statement(sim, life, {
        says: () => "take events",
        run: () => {
          const due = [...tables.events.values()].filter(
            (row) => !row.processed && row.nextAttemptAtMs <= clocks.databaseMs,
          );
          const whose = (row: EventRow) => row.stripeCustomerId ?? row.id;
          const turn = new Set([...new Set(due.map(whose))].slice(0, limit));
          const taken = due.filter((row) => turn.has(whose(row)));
          for (const { id, attempts } of taken)
            edit([id], {
              attempts: attempts + 1,
              processed: flaws.has("event done before its work"),
              nextAttemptAtMs:
                clocks.databaseMs +
                Math.min(firstRetryMs * 2 ** Math.min(attempts, 16), maxRetryMs),
            });
          return taken;
        },
      }),
    done: (ids) =>
      statement(sim, life, {
        says: () => `done: ${ids.join(", ")}`,
        run: () => edit(ids, { processed: true }),
      }),
    failed: (ids, error) =>
      statement(sim, life, { says: () => `failed: ${ids.join(", ")} (${error})`, run: () => {} }),
  };
}
