import type { AccountId } from "@idem/domain";
import { createTables } from "./database/tables.ts";
import { createFaults } from "./faults.ts";
import type { Flaw } from "./flaws.ts";
import type { Fault } from "./schedule.ts";
import { createScheduler } from "./scheduler.ts";
import type { Clocks, Sim } from "./sim.ts";
import { createStripeState } from "./stripe/state.ts";
import { createTrace } from "./trace.ts";

const startMs = Date.UTC(2026, 10, 21);

export type SimOptions = {
  picks: ArrayLike<number>;
  accounts: readonly AccountId[];
  faults?: readonly Fault[];
  flaws?: readonly Flaw[];
  isTraced?: boolean;
  hasLetters?: boolean;
};

/** A new world in which nothing has happened yet. */
export function createSim({
  picks,
  accounts,
  faults = [],
  flaws = [],
  isTraced = false,
  hasLetters = false,
}: SimOptions): Sim {
  const clocks: Clocks = { databaseMs: startMs, stripeMs: startMs };
  const counts = new Map<string, number>();
  const email = "pat@example.com";
  return {
    scheduler: createScheduler(picks, (ms) => {
      clocks.databaseMs += ms;
      clocks.stripeMs += ms;
    }),
    clocks,
    faults: createFaults(faults),
    // Several accounts with one address: they are several customers, rightly.
    tables: createTables(
      accounts.map((id) => ({
        id,
        email,
        name: "Pat",
        customerOrdinal: 1,
        syncVersion: 0,
        contactVersion: 0,
        isContactSetApart: false,
      })),
    ),
    stripe: createStripeState(),
    mailbox: new Map(),
    hasLetters,
    trace: createTrace(isTraced),
    flaws: new Set(flaws),
    violations: [],
    newId: (prefix) => {
      const count = (counts.get(prefix) ?? 0) + 1;
      counts.set(prefix, count);
      // Stripe's ids are in no order: what was made second may come first in the alphabet.
      return prefix === "sub" && count % 2 === 0 ? `${prefix}_0${count}` : `${prefix}_${count}`;
    },
  };
}
