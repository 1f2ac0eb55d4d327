import type { Ticket } from "@idem/billing";
import type { Sim } from "../sim.ts";
import type { TurnRow } from "./tables.ts";

const [leaseMs, longestMs, mostTries] = [5_000, 300_000, 12];

/** The queue: one turn for each key waits, one is held, and one that nobody settles in time is given back. */
export function createTurns({ tables, clocks, newId }: Sim) {
  const { turns } = tables;
  const put = (row: Omit<TurnRow, "id">) => {
    const id = newId("turn");
    turns.set(id, { id, ...row });
  };
  const isOf = ({ id, tries }: Ticket): boolean => {
    const row = turns.get(id);
    return row?.state === "held" && row.tries === tries;
  };
  const ask = (key: string, waits = 0, afterMs = 0) => {
    if ([...turns.values()].some((row) => row.state === "waits" && row.key === key)) return;
    put({ key, waits, state: "waits", tries: 0, dueAtMs: clocks.databaseMs + afterMs });
  };
  const giveBack = (row: TurnRow) => {
    if (row.tries >= mostTries) turns.delete(row.id);
    else
      turns.set(row.id, {
        ...row,
        state: "again",
        dueAtMs: clocks.databaseMs + Math.min(1_000 * 2 ** row.tries, longestMs),
      });
  };

  return {
    ask: (key: string) => ask(key),
    take: (limit: number): Ticket[] => {
      const all = [...turns.values()];
      for (const row of all)
        if (row.state === "held" && row.dueAtMs <= clocks.databaseMs) giveBack(row);
      const busy = new Set(all.filter(({ state }) => state === "held").map(({ key }) => key));
      const taken: Ticket[] = [];
      for (const row of turns.values()) {
        if (taken.length === limit) break;
        if (row.state === "held" || row.dueAtMs > clocks.databaseMs || busy.has(row.key)) continue;
        busy.add(row.key);
        const tries = row.state === "again" ? row.tries + 1 : row.tries;
        turns.set(row.id, {
          ...row,
          tries,
          state: "held",
          dueAtMs: clocks.databaseMs + leaseMs,
        });
        taken.push({ id: row.id, key: row.key, tries, waits: row.waits });
      }
      return taken;
    },
    complete: (ticket: Ticket) => {
      if (isOf(ticket)) turns.delete(ticket.id);
    },
    fail: (ticket: Ticket) => {
      const row = turns.get(ticket.id);
      if (row && isOf(ticket)) giveBack(row);
    },
    postpone: (ticket: Ticket) => {
      ask(ticket.key, ticket.waits + 1, Math.min(1_000 * 2 ** ticket.waits, longestMs));
      if (isOf(ticket)) turns.delete(ticket.id);
    },
  };
}
