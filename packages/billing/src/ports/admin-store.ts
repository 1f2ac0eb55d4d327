import type {
  AccountId,
  Actor,
  EffectIntent,
  LookAction,
  MrrMonth,
  Outcome,
  StripeCustomerId,
  SubscriptionStatus,
} from "@idem/domain";
import type { AdminList, Flag } from "./admin-list.ts";
import type { AdminPasses } from "./admin-passes.ts";

type Lists = AdminList & AdminPasses;

/** What admins read of our rows, and the little they write outside of any account. */
export type AdminStore = Lists & {
  /** What happened to an account, the latest first: the raw lines, of three kinds. */
  story(question: StoryQuestion): Promise<StoryLine[]>;
  /** The account's customers at Stripe that its row or its story names; none that is another account's by now. */
  namedCustomers(accountId: AccountId): Promise<StripeCustomerId[]>;
  /** Whether the account's audit chain is whole; if not, at which place it breaks. */
  verifyAudit(accountId: AccountId): Promise<AuditVerdict>;
  /** Effects that were sent, or should be, and of which nothing is known; those that have waited longest first. */
  effectsInDoubt(limit: number): Promise<EffectLine[]>;
  effectsInDoubtOf(accountId: AccountId): Promise<EffectLine[]>;
  flagsOf(accountId: AccountId): Promise<Flag[]>;
  effect(id: string): Promise<EffectLine | null>;
  /** Whether an effect was ever recorded under this name. */
  isRecorded(slot: string): Promise<boolean>;
  /** What an action with this request id has written: the place of its first line in the account's story. */
  auditSeqOf(accountId: AccountId, requestId: string): Promise<number | null>;
  /**
   * Where the account's story tells that a change of the subscription was asked for, and of what kind: by this request, or,
   * where it has asked for none, the last time by whomever.
   */
  changeAsked(accountId: AccountId, requestId: string): Promise<ChangeAsked | null>;
  /** Where the account's story tells of a look that was asked for. */
  askedSeq(asked: {
    accountId: AccountId;
    action: LookAction;
    asking: string;
  }): Promise<number | null>;
  events(question: EventsQuestion): Promise<EventLine[]>;
  eventsSummary(): Promise<EventsSummary>;
  audit(question: AuditQuestion): Promise<AuditLine[]>;
  /** Records what was done that stands in no account's story; answers the deed's id, which its line of the log is linked by. */
  tellOfStaff(deed: StaffDeed): Promise<string>;
  /** Whether these lines, and the end of the staff's own log, are what was written: by their hashes and their neighbours'. */
  verifyShown(shown: readonly ShownLine[]): Promise<BrokenLog[]>;
  figures(nowMs: number): Promise<Figures>;
};

export type AuditVerdict = { is: "intact"; events: number } | { is: "broken"; atSeq: number };

/** Lines before this moment; those of the moment itself with a smaller id. */
export type Before = { at: string; id: string };

/**
 * `besides`: customers that Stripe says are the account's, and our rows do not know. The story waits for nobody, so whoever
 * asks for it has asked Stripe; events of one that our rows give to another account are left out.
 */
export type StoryQuestion = {
  accountId: AccountId;
  besides: readonly StripeCustomerId[];
  before: Before | null;
  /** The entry of the account's log that the first page begins with; without it, or where there is none, the latest. */
  from: number | null;
  limit: number;
};

/** Each with a moment and an id of its own, by which they are in one order. */
export type StoryLine =
  | ({ is: "audit" } & AuditLine)
  | ({ is: "event" } & EventLine & { payload: unknown })
  | ({ is: "effect" } & EffectLine);

export type AuditLine = {
  id: string;
  at: string;
  /** `null`: about no single account. */
  accountId: AccountId | null;
  accountName: string | null;
  /** It is in the staff's own log, and in no account's. */
  isDeed: boolean;
  /** The place in its log: the account's, or the staff's own. */
  seq: number;
  action: string;
  source: Actor["source"];
  /** The person's name and address; `null` where nobody pressed anything. */
  who: string | null;
  requestId: string | null;
  before: unknown;
  after: unknown;
  reason: string | null;
  hash: string;
};

/** A line by its log, an account's or the staff's own, and its place there. */
export type ShownLine = Pick<AuditLine, "accountId" | "isDeed" | "seq">;

/** A log that somebody has changed, and the first place seen that is not what was written; `null`: the staff's own. */
export type BrokenLog = { accountId: AccountId | null; atSeq: number };

export type EventLine = {
  id: string;
  at: string;
  type: string;
  stripeCustomerId: string | null;
  accountId: AccountId | null;
  receivedAt: string;
  processedAt: string | null;
  attempts: number;
  lastError: string | null;
  /** When it was given up, and nobody tries it again unasked. */
  failedAt: string | null;
  note: string | null;
};

export type EffectLine = {
  id: string;
  at: string;
  accountId: AccountId;
  accountName: string;
  kind: EffectIntent["kind"];
  slot: string;
  generation: number;
  key: string;
  intent: unknown;
  request: unknown;
  firstSentAt: string | null;
  attempts: number;
  /** `null`: nothing is known. */
  outcome: Outcome | null;
  settledAt: string | null;
};

export type EventsQuestion = {
  state: "all" | "failed" | "waiting";
  before: Before | null;
  limit: number;
};

export type EventsSummary = {
  lastReceivedAt: string | null;
  failed: number;
  /** Still being tried; those that were given up have failed. */
  waiting: number;
  /** How long the oldest of these has waited. */
  lagSeconds: number;
};

export type AuditQuestion = {
  /** `staff`: what support and admins did. */
  by: "staff" | "anybody";
  before: Before | null;
  /** The deed that the first page begins with; without it, or where there is none, the latest. */
  from: string | null;
  limit: number;
};

/** `details.accountId` is the account that it was about, where it was about one. */
export type StaffDeed = {
  userId: string;
  requestId: string;
  reason?: string;
  action:
    | "subscriptions.exported"
    | "events.replayed"
    | "reconciliation.begun"
    | "demo.seeded"
    | "duplicates.planned"
    | "duplicates.applied"
    | "duplicates.undone"
    | "duplicates.verified";
  details: Record<string, unknown>;
};

/** Days are those of the last thirty, and months those of the last thirteen, in UTC; the earliest first. */
export type Figures = {
  /** By currency; what a month ends with is what there is now, or was then. */
  revenue: MrrMonth[];
  statuses: { status: SubscriptionStatus; count: number }[];
  customers: CustomersOfDay[];
  subscriptions: { day: string; started: number; ended: number }[];
  effectsInDoubt: number;
  /** Of events that are still being tried. */
  webhookLagSeconds: number;
};

/**
 * What came of asking for an account's customer at Stripe. `recovered`: the answer was lost, and a look has found what it
 * had made. `reused`: there was one. `raceAverted`: somebody else was making it at that moment.
 */
export type CustomersOfDay = {
  day: string;
  created: number;
  recovered: number;
  reused: number;
  raceAverted: number;
};

export type ChangeAsked = { seq: number; kind: string | null; isOwn: boolean };
