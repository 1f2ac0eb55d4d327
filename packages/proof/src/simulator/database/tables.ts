import type { Drift, FrozenRequest, HeldPass, ReceivedEvent, Suspect } from "@idem/billing";
import type {
  AccountId,
  AuditEntry,
  BillingAccount,
  Checkout,
  Customer,
  EffectIntent,
  Outcome,
  Subscription,
  TrialUse,
} from "@idem/domain";
import type { Life } from "../scheduler.ts";

/** Rows are replaced, never changed: whoever has read one keeps what it was. */
export type AccountRow = {
  account: BillingAccount;
  customer: Customer | null;
  subscription: Subscription | null;
  trial: TrialUse | null;
  /** In the order of their creation; `creation` is worked out from the journal when it is read. */
  checkouts: readonly Checkout[];
  revisions: Readonly<Record<string, number>>;
  audit: readonly AuditEntry[];
};

export type EffectRow = {
  id: string;
  accountId: AccountId;
  slot: string;
  generation: number;
  key: string;
  intent: EffectIntent;
  request: FrozenRequest;
  requestHash: string;
  firstSentAtMs: number | null;
  leaseUntilMs: number;
  attempts: number;
  outcome: Outcome | null;
};

export type EventRow = ReceivedEvent & { processed: boolean };

/** One that is held is given back when it is due. */
export type TurnRow = {
  id: string;
  key: string;
  state: "waits" | "again" | "held";
  tries: number;
  waits: number;
  dueAtMs: number;
};

export type SuspectRow = Omit<Suspect, "isInFlight"> & { dueAtMs: number };

export type PassRow = HeldPass & {
  leaseUntilMs: number;
  /** Of ours, what Stripe has listed. */
  seen: Set<string>;
  suspects: Map<AccountId, SuspectRow>;
};

export type Tables = {
  accounts: Map<AccountId, AccountRow>;
  effects: Map<string, EffectRow>;
  events: Map<string, EventRow>;
  turns: Map<string, TurnRow>;
  /** The one that is running. */
  pass: PassRow | null;
  drifts: ({ accountId: AccountId } & Pick<Drift, "outcome">)[];
  /** All addresses an account has had, the latest last. */
  emails: Map<AccountId, string[]>;
  /** Which address each account had when a customer became known to be theirs, by its place among them. */
  knownAt: Map<string, number>;
  /** Sessions that were at some moment those of their account's open checkout. */
  presentable: Set<string>;
  /** What an exhibit of the museum keeps: one row a key. */
  rows: Map<string, Readonly<Record<string, string>>>;
  /** Locks: an account by its id, an effect by its slot, a card by its fingerprint. */
  locks: Map<string, Transaction>;
};

export type Transaction = { life: Life };

export const createTables = (accounts: BillingAccount[]): Tables => ({
  accounts: new Map(
    accounts.map((account) => [
      account.id,
      {
        account,
        customer: null,
        subscription: null,
        trial: null,
        checkouts: [],
        revisions: {},
        audit: [],
      },
    ]),
  ),
  emails: new Map(accounts.map(({ id, email }) => [id, [email]])),
  knownAt: new Map(),
  presentable: new Set(),
  effects: new Map(),
  events: new Map(),
  turns: new Map(),
  pass: null,
  drifts: [],
  rows: new Map(),
  locks: new Map(),
});

export function accountRow({ accounts }: Tables, id: AccountId): AccountRow {
  const row = accounts.get(id);
  if (row === undefined) throw new Error(`No account ${id}.`);
  return row;
}

/** All generations of a slot, the oldest first. */
export const generationsOf = ({ effects }: Tables, slot: string): EffectRow[] =>
  [...effects.values()].filter((row) => row.slot === slot);

/** Ends the transactions of a life that has died, as a database does when a connection breaks. */
export function rollBack({ locks }: Tables, life: Life): void {
  for (const [row, holder] of locks) if (holder.life === life) locks.delete(row);
}
