import type { Inbox, Turn } from "@idem/billing";
import type { Life } from "../scheduler.ts";
import type { Sim } from "../sim.ts";
import { statement } from "./statement.ts";
import type { EventRow } from "./tables.ts";
import { createTurns } from "./turns.ts";

/** The inbox of `packages/postgres`: a turn is asked for with its event, taken before its events are read, over after them. */
export function createInbox(sim: Sim, life: Life): Inbox {
  const { tables, flaws } = sim;
  const turns = createTurns(sim);
  const edit = (ids: readonly { id: string }[], change: Partial<EventRow>) => {
    for (const { id } of ids) {
      const row = tables.events.get(id);
      if (row) tables.events.set(id, { ...row, ...change });
    }
  };
  const run = <T>(says: string, work: () => T): Promise<T> =>
    statement(sim, life, { says: () => says, run: work });
  const named = ({ events }: Turn): string => events.map(({ id }) => id).join(", ");

  return {
    store: (event) =>
      run(`store ${event.id}`, () => {
        if (tables.events.has(event.id)) return false;
        tables.events.set(event.id, { ...event, processed: false });
        turns.ask(keyOf(event));
        return true;
      }),
    claimDue: async (limit) => {
      const tickets = await run("take turns", () => turns.take(limit));
      if (tickets.length === 0) return [];
      return run("read their events", () =>
        tickets.map((ticket): Turn => {
          const events = [...tables.events.values()].filter(
            (row) => !row.processed && keyOf(row) === ticket.key,
          );
          edit(events, { processed: flaws.has("event done before its work") });
          const { stripeCustomerId = null, related = null } = events[0] ?? {};
          return { ticket, stripeCustomerId, related, events };
        }),
      );
    },
    done: async (turn) => {
      await run(`done: ${named(turn)}`, () => edit(turn.events, { processed: true }));
      await run("the turn is over", () => turns.complete(turn.ticket));
    },
    failed: (turn, error) =>
      run(`failed: ${named(turn)} (${error})`, () => turns.fail(turn.ticket)),
    postponed: (turn, error) =>
      run(`postponed: ${named(turn)} (${error})`, () => turns.postpone(turn.ticket)),
    forward: (turn, stripeCustomerId) =>
      run(`${named(turn)}: it is ${stripeCustomerId}’s`, () => {
        edit(turn.events, { stripeCustomerId });
        turns.ask(stripeCustomerId);
        turns.complete(turn.ticket);
      }),
    takeGivenUp: async () => [],
    failedEvents: async () => [],
    replay: async () => 0,
    adopt: async () => 0,
  };
}

const keyOf = ({
  stripeCustomerId,
  related,
  id,
}: EventRow | Parameters<Inbox["store"]>[0]): string => stripeCustomerId ?? related?.id ?? id;
