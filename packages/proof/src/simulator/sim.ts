import type { Tables } from "./database/tables.ts";
import type { Faults } from "./faults.ts";
import type { Flaw } from "./flaws.ts";
import type { Mailbox } from "./mail/mailbox.ts";
import type { Scheduler } from "./scheduler.ts";
import type { StripeState } from "./stripe/state.ts";
import type { Trace } from "./trace.ts";

/** One simulated world: shared by all nodes, and gone after its schedule. */
export type Sim = {
  scheduler: Scheduler;
  clocks: Clocks;
  faults: Faults;
  tables: Tables;
  stripe: StripeState;
  mailbox: Mailbox;
  /** Whether customers are told by e-mail; the museum and the storm look at other things. */
  hasLetters: boolean;
  trace: Trace;
  flaws: ReadonlySet<Flaw>;
  /** What was seen that must never be; the first one ends the run. */
  violations: string[];
  /** `cus_1`, `cus_2`, …: ids of everything, in the order in which it came to be. */
  newId(prefix: string): string;
};

/** Nodes live by the database's clock; Stripe's may differ. */
export type Clocks = { databaseMs: number; stripeMs: number };
