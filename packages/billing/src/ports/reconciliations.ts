import type { AccountId, Difference, Subscription } from "@idem/domain";

/** The record of a pass over all accounts: where it stands, whom it doubts, and what it found. One pass runs at a time. */
export type Reconciliations = {
  /** Begins a pass, or joins the one that runs. */
  begin(askedBy: string): Promise<BegunPass>;
  /** Begins one unless one has begun since the last of the schedule's moments: every so many hours, one at 03:00 UTC. */
  beginWhenDue(everyHours: number): Promise<void>;
  read(id: string): Promise<Pass>;
  /** What a pass has found, the latest first. */
  found(id: string, limit: number): Promise<FoundDrift[]>;
  /** Takes the running pass for half a minute, or keeps it; `null` when there is none, or another worker has it. */
  claim(worker: string): Promise<HeldPass | null>;
  /** Lets another worker take it at once. */
  release(pass: HeldPass): Promise<void>;

  /** Our rows about what a page names. */
  known(ids: {
    customers: string[];
    subscriptions: string[];
    accounts: string[];
  }): Promise<KnownAccount[]>;
  /** Records a page with what came of it and moves on, in one commit; not if another worker has taken the pass. */
  keepPage(pass: HeldPass, page: ReadPage): Promise<void>;
  /** How many of our customers were listed by nobody, of how many. */
  countUnlisted(pass: HeldPass): Promise<{ unlisted: number; customers: number }>;
  /** The next accounts, by id, of which a customer, a subscription or an open session of before the pass was not listed. */
  unlisted(pass: HeldPass, after: string | null): Promise<AccountId[]>;

  /** Suspects whose look is due, first those that have waited longest. */
  due(pass: HeldPass, limit: number): Promise<Suspect[]>;
  /** How long until the next one is due, ms; `null` when there are no suspects. */
  nextDueInMs(pass: HeldPass): Promise<number | null>;
  /** There is nothing wrong with it, or somebody is already at it. */
  acquit(pass: HeldPass, suspect: Suspect, because: "equal" | "in flight"): Promise<void>;
  /** Looks again after a while. */
  watch(pass: HeldPass, suspect: Suspect, watching: Watching): Promise<void>;
  /** Keeps what was found about the suspect, for people; whoever comes first. */
  convict(pass: HeldPass, suspect: Suspect, drift: Drift): Promise<void>;
  finish(pass: HeldPass, end: { state: "FINISHED" | "FAILED"; note: string | null }): Promise<Pass>;
};

/** What a pass does, in this order; suspects are looked at all the while. */
export const stages = ["subscriptions", "customers", "sessions", "unlisted", "looks"] as const;
export type Stage = (typeof stages)[number];

export type Pass = {
  id: string;
  askedBy: string;
  state: "RUNNING" | "FINISHED" | "FAILED";
  stage: Stage;
  cursor: string | null;
  /** Pages kept so far. */
  page: number;
  /** Objects that our rows named when it began, and objects that Stripe has listed: how far it is. */
  expected: number;
  listed: number;
  /** Looks at single accounts; each is a read or two. */
  looks: number;
  /** Suspects whose difference was gone at the second look, or that somebody was already at. */
  inFlight: number;
  /**
   * Accounts that our rows had something to compare of, and that are the same at Stripe; `null` before its end, and of
   * passes that are older than this count.
   */
  inSync: number | null;
  healed: number;
  kept: number;
  /** Of those found: changes at Stripe of which a webhook should have told, and none did. */
  missedWebhooks: number;
  startedAtMs: number;
  finishedAtMs: number | null;
  /** When the last webhook came; `null` if none did in the two days before. Set at its end. */
  lastEventAtMs: number | null;
  note: string | null;
};

/** `isJoined`: it ran already, and whoever asked for it before is named by it. */
export type BegunPass = Pass & { isJoined: boolean };

export type HeldPass = Pass & { worker: string };

export type KnownAccount = {
  accountId: AccountId;
  stripeCustomerId: string | null;
  subscription: Subscription | null;
};

export type ReadPage = {
  stage: Stage;
  cursor: string | null;
  /** How many objects Stripe listed. */
  listed: number;
  /** Of what was listed, the ids that rows of ours may name. */
  seen: string[];
  doubted: Doubt[];
  strangers: Stranger[];
};

/** An account that may differ; with a customer at Stripe that its row does not name, if that is why. */
export type Doubt = { accountId: AccountId; strangerId: string | null };

export type Suspect = Doubt & {
  /** How often it has been looked at, and what was seen at the last look. */
  looks: number;
  sighting: string | null;
  /** A webhook about it waits to be worked on, or an effect of it is under way: its row is about to change anyway. */
  isInFlight: boolean;
};

export type Watching = { seen: string; againInMs: number };

/** Something that charges and belongs to an account that is not here. */
export type Stranger = { stripeId: string; differences: Difference[]; note: string };

/** A drift of an account, or of something at Stripe that belongs to none; accepted: kept, and accepted by somebody since. */
export type FoundDrift = Omit<Drift, "outcome"> & {
  subject: string;
  outcome: Drift["outcome"] | "accepted";
};

export type Drift = {
  outcome: "healed" | "kept";
  differences: Difference[];
  isMissedWebhook: boolean;
  /** How it was healed, or why not. */
  note: string;
};
