import type {
  AccountId,
  Invariant,
  RepairPolicy,
  Severity,
  Signal,
  StripeCustomerId,
  SubscriptionStatus,
} from "@idem/domain";
import type { StepState } from "../ports/doctor-records.ts";
import type {
  Asker,
  CheckFound,
  PlanAccount,
  PlanAccountsQuestion,
  PlanStanding,
  PlanWork,
} from "../ports/plan-works.ts";
import type { Change } from "./changes-of.ts";

/**
 * The doctor for staff: what is wrong, a plan in words, and what is done with it. The nodes do it; a press only asks, so that
 * whoever closes the page, or presses at the same moment as somebody else, changes nothing.
 */
export type Duplicates = {
  /** What the latest whole check has found; `null` before the first one. */
  findings(invariant: Invariant | null): Promise<FindingsAnswer | null>;
  /** The latest plans. */
  plans(): Promise<PlanStanding[]>;
  /** `null`: there is no such plan. */
  plan(planId: string): Promise<PlanStanding | null>;
  accounts(question: PlanAccountsQuestion): Promise<PlannedAccountsPage>;
  /** The customers of one of a plan's accounts side by side, as Stripe has them now. */
  compare(question: { planId: string; accountId: AccountId }): Promise<ComparedAnswer>;
  /** Looks at every account and plans what would be done, or joins who does so. Changes nothing else. */
  begin(request: Asker & { reason: string; policy: RepairPolicy }): Promise<BegunPlan>;
  ask(request: Asker & { planId: string; work: Exclude<PlanWork, "plan"> }): Promise<AskAnswer>;
};

export type FindingsAnswer = Omit<CheckFound, "counts" | "found"> & {
  counts: (CheckFound["counts"][number] & { severity: Severity; says: string })[];
  found: (CheckFound["found"][number] & { severity: Severity })[];
};

export type PlannedAccountsPage = {
  accounts: (PlanAccount & {
    steps: PlannedStep[];
  })[];
  next: AccountId | null;
};

/** `changes`: what of our rows it will change, where it is about them. */
export type PlannedStep = {
  ordinal: number;
  words: string;
  changes: Change[];
  state: StepState;
  note: string | null;
};

export type ComparedAnswer =
  | {
      is: "compared";
      /** The one that stays, and what decided; `null` where none is left at Stripe. */
      survivorId: StripeCustomerId | null;
      why: string;
      customers: ComparedCustomer[];
      /** What is still wrong. */
      findings: { invariant: Invariant; words: string }[];
      isInFlight: boolean;
    }
  | { is: "not_found" }
  | { is: "no_answer" };

/** Amounts in minor units; `credit` is what the customer has to their good, below zero what they owe. */
export type ComparedCustomer = {
  id: StripeCustomerId;
  signal: Signal;
  email: string | null;
  name: string | null;
  /** The account that its metadata names; `null`: none. */
  claims: string | null;
  /** Whether the signal proves whose it is; one of which it does not neither stays nor goes. */
  isProven: boolean;
  createdAtMs: number;
  live: { id: string; status: SubscriptionStatus; planName: string | null }[];
  /** Of the last hundred; `null`: it is the only customer, and was not asked. */
  paidInvoices: number | null;
  credit: number;
  currency: string | null;
  card: { brand: string; last4: string } | null;
  hasPaymentMethod: boolean;
};

/** `deedId`: the line of the audit log that tells who began it; `null` where it was not begun from the staff's pages. */
export type BegunPlan = PlanStanding & { deedId: string | null };

/** `joined`: the same was asked for before and is not over; `busy`: something else is being done with the plan. */
export type AskAnswer =
  | { is: "begun" | "joined"; plan: PlanStanding; deedId: string | null }
  | { is: "busy"; plan: PlanStanding }
  | { is: "not_found" };
