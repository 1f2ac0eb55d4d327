import type { AccountId, Invariant, RepairPolicy } from "@idem/domain";
import type { Found, Plan, StepState } from "./doctor-records.ts";

/** What people of the staff ask the nodes to do with a plan; making it is the first. */
export const planWorkNames = ["plan", "apply", "undo", "verify"] as const;
export type PlanWork = (typeof planWorkNames)[number];

/** How far it is. `expected`: how many there will be; `null` where nobody knows yet. */
export type Progress = {
  doing: (typeof doings)[number];
  done: number;
  expected: number | null;
  found: number;
};

export const doings = [
  "listing",
  "reading audits",
  "looking",
  "repairing",
  "undoing",
  "verifying",
  "adopting",
] as const;

/**
 * What is asked of the nodes about plans. It stands on the plan itself: a plan has one thing done to it at a time, every
 * node knows how far it is, and any of them goes on with it when the one that was at work has died.
 */
export type PlanWorks = {
  /** Begins a plan that has no steps yet, or joins the one that is just being made. */
  begin(
    asked: Asker & { reason: string; policy: RepairPolicy },
  ): Promise<{ planId: string; deedId: string | null }>;
  /**
   * `joined`: the same was asked for before, and is not over. `busy`: something else is being done with it. What is begun
   * is written down as a deed of the staff in the same commit.
   */
  ask(asked: Asker & { planId: string; work: PlanWork }): Promise<Asked>;
  /** The next that nobody is at work on, for a few seconds. */
  take(worker: string): Promise<{ planId: string; work: PlanWork } | null>;
  /** Keeps it for a few seconds more, and writes how far it is; `false`: somebody else has it. */
  keep(held: HeldWork, progress: Progress | null): Promise<boolean>;
  /** It is over. */
  end(held: HeldWork, end: WorkEnd): Promise<void>;
  /** Making the plan is begun again from nothing. */
  forgetSteps(planId: string): Promise<void>;

  /** The latest first. */
  plans(limit: number): Promise<PlanStanding[]>;
  plan(planId: string): Promise<PlanStanding | null>;
  /** A plan's accounts by id, each with what was found, as the plan was made. */
  accounts(question: PlanAccountsQuestion): Promise<PlanAccount[]>;
  /** What the latest check has found, by account; `null` before the first one. */
  latestCheck(question: { invariant: Invariant | null; limit: number }): Promise<CheckFound | null>;
};

/** Who of the staff, in which request; `name` as people know them, for the plan. */
export type Asker = { userId: string; requestId: string; name: string };

/** `deedId`: the deed by which it was begun; `null` where it was not begun from the staff's pages. */
export type Asked =
  | { is: "begun" | "joined"; deedId: string | null }
  | { is: "busy" }
  | { is: "unknown" };

export type HeldWork = { planId: string; worker: string };

/** What came of it. `left`: accounts about which Stripe did not answer, at work, or not to be read; asked again, it goes on. */
export type WorkEnd =
  | { is: "planned"; checkId: string; findings: number }
  | { is: "applied"; left: number }
  | { is: "undone"; left: number }
  | { is: "verified"; accounts: number; left: number; findings: number; found: Found[] }
  | { is: "failed"; work: PlanWork; message: string };

export type PlanStanding = Plan & {
  /** What is being done with it; `null`: nothing. */
  doing: PlanWork | null;
  doingFor: string | null;
  progress: Progress | null;
  /** What came of the last thing that was done. */
  ended: WorkEnd | null;
  accounts: number;
  steps: Record<StepState, number>;
};

export type PlanAccountsQuestion = { planId: string; after: AccountId | null; limit: number };

export type PlanAccount = {
  accountId: AccountId;
  accountName: string;
  findings: { invariant: Invariant; words: string }[];
};

export type CheckFound = {
  askedBy: string;
  finishedAtMs: number;
  listed: number;
  looks: number;
  /** How often each invariant does not hold, those that hold left out. */
  counts: { invariant: Invariant; count: number }[];
  /** The first ones by what they are about. */
  found: (Found & { accountName: string | null })[];
};
