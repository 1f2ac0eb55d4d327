import type {
  AccountId,
  Finding,
  Invariant,
  RepairPolicy,
  Step,
  StripeCustomerId,
} from "@idem/domain";

/** What the doctor keeps: sightings while a check runs, what it found, and plans with their steps. */
export type DoctorRecords = Examinations & Plans;

/** A check changes nothing, so one that was killed is begun again: its sightings are forgotten with the next one. */
export type Examinations = {
  beginCheck(askedBy: string): Promise<string>;
  /**
   * Begins the one that the schedule's last moment asks for: every so many hours, one at 05:00 UTC. `null` where another
   * node has begun it; one that nobody has held for three minutes is begun again, under another id.
   */
  beginCheckWhenDue(everyHours: number): Promise<string | null>;
  /** Somebody is at work on it. */
  holdCheck(checkId: string): Promise<void>;
  /** `again`: whoever asks next begins it for the same moment. */
  breakOff(checkId: string, end: "again" | "failed"): Promise<void>;
  /** What pages of Stripe's lists have shown; the same object twice is one sighting. */
  keepSightings(checkId: string, sightings: readonly Sighted[]): Promise<void>;
  /** Accounts that a comparison in memory doubts. */
  keepDoubts(checkId: string, accountIds: readonly AccountId[]): Promise<void>;
  /** How many customers of ours, from before the check, were not seen, of how many. */
  countUnseen(checkId: string): Promise<{ unseen: number; customers: number }>;
  /** Compares all sightings with all rows, in the database. Answers how many accounts have to be looked at. */
  findSuspects(checkId: string): Promise<number>;
  /** The next ones by id. */
  suspects(checkId: string, after: AccountId | null, limit: number): Promise<Suspected[]>;
  /** Something that charges, and belongs to no account; customers that two accounts may claim. */
  unclaimed(checkId: string, limit: number): Promise<Unclaimed[]>;
  /** Accounts, by id, whose audit chain does not add up. */
  brokenAudits(after: AccountId | null): Promise<BrokenAudits>;
  /** The address with which the account's person signs in, where they have proved that it is theirs; an organization has none. */
  provenEmail(accountId: AccountId): Promise<string | null>;
  /** Where the account's audit chain breaks; `null` while it is whole. */
  auditBreaksAt(accountId: AccountId): Promise<number | null>;
  /** What is under way for an account, or has been in doubt for more than ten minutes. */
  unsettled(accountId: AccountId): Promise<{ isInFlight: boolean; inDoubt: string[] }>;
  /** Whether an effect of this name was ever asked for, whatever became of it. */
  isRecorded(slot: string): Promise<boolean>;
  keepFindings(checkId: string, found: readonly Found[]): Promise<void>;
  finishCheck(checkId: string, counts: CheckCounts): Promise<void>;
};

export type Sighted =
  | {
      kind: "customer";
      id: string;
      accountId: string | null;
      email: string | null;
      name: string | null;
      card: string | null;
      isRetired: boolean;
      /** Whose it is in the words of other code than ours; only an import asks. */
      userId: string | null;
      organizationId: string | null;
    }
  | {
      kind: "subscription";
      id: string;
      customerId: string;
      accountId: string | null;
      isLive: boolean;
      stripePriceId: string | null;
    }
  | { kind: "session"; id: string; customerId: string | null };

export type Suspected = { accountId: AccountId; candidates: StripeCustomerId[] };

export type Unclaimed = { stripeId: string; invariant: Invariant; words: string };

export type BrokenAudits = {
  last: AccountId | null;
  broken: { accountId: AccountId; atSeq: number }[];
};

export type Found = Finding & { subject: string };

/** `isWhole`: everything was looked for, everywhere. Only such a check says how all accounts are. */
export type CheckCounts = { listed: number; looks: number; findings: number; isWhole: boolean };

export type Plans = {
  /** Keeps a plan that has no steps yet. */
  beginPlan(plan: Pick<Plan, "askedBy" | "reason" | "policy" | "only">): Promise<string>;
  addSteps(planId: string, accountId: AccountId, steps: readonly Step[]): Promise<void>;
  plan(planId: string): Promise<Plan | null>;
  latestPlan(): Promise<string | null>;
  /** Takes the plan for a few seconds, or keeps it; `false` while another worker has it. */
  holdPlan(planId: string, worker: string): Promise<boolean>;
  releasePlan(planId: string, worker: string): Promise<void>;
  /** The next accounts of a plan by id that have a step in one of these states. */
  accountsWith(
    planId: string,
    states: readonly StepState[],
    page: AccountPage,
  ): Promise<AccountId[]>;
  countAccountsWith(planId: string, states: readonly StepState[]): Promise<number>;
  steps(planId: string, accountId: AccountId): Promise<KeptStep[]>;
  /** Only from `from`: who comes second changes nothing. */
  markSteps(place: StepPlace, change: StepChange): Promise<void>;
  count(planId: string): Promise<Record<StepState, number>>;
};

export type AccountPage = { after: AccountId | null; limit: number };

export type Plan = {
  id: string;
  askedBy: string;
  reason: string;
  policy: RepairPolicy;
  /** Only these invariants were looked at; empty for all. */
  only: Invariant[];
  createdAtMs: number;
};

/**
 * planned   not begun
 * done      carried out, once
 * refused   Stripe said no; what comes after it is not carried out
 * skipped   not carried out, because of a refusal before it, or because the account has changed since it was planned
 * undone    taken back
 * kept      done, and cannot be taken back
 */
export const stepStates = ["planned", "done", "refused", "skipped", "undone", "kept"] as const;
export type StepState = (typeof stepStates)[number];

export type KeptStep = { ordinal: number; step: Step; state: StepState; note: string | null };

/** One step of an account, or all of them. */
export type StepPlace = { planId: string; accountId: AccountId; ordinal: number | "all" };

export type StepChange = { from: StepState; to: StepState; note: string | null };
