import type {
  AccountId,
  ActionRefusal,
  CheckoutRefusal,
  RefundRefusal,
  Refused,
  StripeCustomerId,
  StripePaymentIntentId,
  StripeSubscriptionId,
  SubscriptionStatus,
} from "@idem/domain";
import type { ActAnswer, CurrentAnswer, PreviewAnswer } from "../answers.ts";
import type { Asking, ChangePlan, PlainAction } from "../billing.ts";
import type { AdminList, Flag, SubscriptionsQuestion } from "../ports/admin-list.ts";
import type { DriftLine, DriftsQuestion, PassSeen } from "../ports/admin-passes.ts";
import type { NamedCustomer, PaymentView } from "../ports/admin-reads.ts";
import type {
  AuditQuestion,
  AuditVerdict,
  Before,
  BrokenLog,
  EffectLine,
  EventLine,
  EventsQuestion,
  EventsSummary,
  Figures,
  StoryQuestion,
} from "../ports/admin-store.ts";
import type { Replayed } from "../ports/inbox.ts";
import type { PreviewQuestion } from "../preview-change.ts";
import type { AcceptAnswer, AcceptDrift } from "./accept-drift.ts";
import type { Change } from "./changes-of.ts";
import type { DriftRemedy } from "./drift-remedy.ts";
import type { Duplicates } from "./duplicates.ts";
import type { OthersQuestion } from "./other-customers.ts";
import type { Standing, Story } from "./tell-story.ts";

/**
 * What support and admins may see and do, bound to its ports. Whoever calls has already shown their role. Everything that
 * is done goes through the same use-cases as when the customer does it, with another actor and a reason.
 */
export type Admin = AdminList & {
  /** `null`: there is no such account. */
  detail(accountId: AccountId): Promise<DetailAnswer | null>;
  story(question: StoryQuestion): Promise<StoryPage>;
  payments(question: OthersQuestion): Promise<PaymentsAnswer>;
  /** The account of any id of ours or Stripe's; asks Stripe where our rows do not know it. */
  find(id: string): Promise<FindAnswer>;

  act(request: AdminAsking & { action: PlainAction }): Promise<AdminActAnswer>;
  previewChange(question: PreviewQuestion): Promise<PreviewAnswer>;
  change(
    request: AdminAsking & Pick<ChangePlan, "priceId" | "quantity" | "shown">,
  ): Promise<AdminActAnswer>;
  /** Free for so many months from now on. */
  comp(request: AdminAsking & { months: number }): Promise<AdminActAnswer>;
  /** Ends a subscription of another customer of the account's, now. */
  endStray(request: AdminAsking): Promise<EndStrayAnswer>;
  refund(request: RefundRequest): Promise<RefundAnswer>;
  /** Makes our rows say what Stripe says. */
  resync(request: LookAsking & { accountId: AccountId }): Promise<ResyncAnswer>;

  effectsInDoubt(): Promise<EffectInDoubt[]>;
  /** Brings an effect in doubt to its end: looks whether it happened, and sends it again if it did not. */
  reconcileEffect(request: LookAsking & { effectId: string }): Promise<ReconcileEffectAnswer>;

  events(question: EventsQuestion): Promise<EventsPage>;
  eventsSummary(): Promise<EventsSummary>;
  /** Makes events due again. One asking is done and told once; `deedId`: its line in the log. */
  replay(request: LookAsking & { which: { id: string } | "failed" }): Promise<Replayed>;

  passes(): Promise<PassSeen[]>;
  /** `null`: there is no such pass. */
  pass(id: string): Promise<PassSeen | null>;
  drifts(question: DriftsQuestion): Promise<DriftsPage>;
  acceptDrift(request: AcceptDrift): Promise<AcceptAnswer>;
  /** `isJoined`: a pass ran already, and no second one was begun. `deedId`: the line of the log that tells who asked. */
  beginPass(request: BeginPass): Promise<{ id: string; isJoined: boolean; deedId: string }>;

  duplicates: Duplicates;

  audit(question: AuditQuestion): Promise<AuditPage>;
  /** Every subscription that a filter leaves, as pieces of CSV. */
  exportSubscriptions(
    question: Pick<SubscriptionsQuestion, "filter" | "sort">,
  ): AsyncIterable<string>;
  /** Records that somebody has taken the list with them. */
  tellOfExport(request: Staff & { details: Record<string, unknown> }): Promise<void>;
  /** Records that somebody has asked for the demo customers. */
  tellOfSeeding(request: Staff & { details: Record<string, unknown> }): Promise<void>;
  figures(): Promise<Figures>;
};

/** Who of the staff, in which request. */
export type Staff = { userId: string; requestId: string };

export type AdminAsking = Asking & { reason: string };

/** Why somebody asks for a look; `actionId` is one for every press that means the same. */
export type LookAsking = Staff & { actionId: string; reason: string };

export type RefundRequest = Staff & {
  accountId: AccountId;
  actionId: string;
  paymentIntentId: StripePaymentIntentId;
  amount: number;
  refundedBefore: number;
  reason: string;
};

/**
 * `auditSeq`: the line of the account's story that tells of it. `wasSo`: it was so already, and `auditSeq` is the line of
 * whoever asked for it, `null` where nobody is known to have. `asksBank`: it waits for the customer's word to their bank, to
 * which their billing page leads them.
 */
export type AdminActAnswer =
  | (Extract<ActAnswer, { is: "done" }> & {
      auditSeq: number | null;
      wasSo: boolean;
      asksBank: boolean;
    })
  | Refused<ActionRefusal>;

/** `auditSeq`: `null` where it had ended already. */
export type EndStrayAnswer = { is: "done"; auditSeq: number | null } | Refused<ActionRefusal>;

export type RefundAnswer =
  | { is: "done"; amount: number; currency: string; auditSeq: number | null }
  | Refused<RefundRefusal>;

/** `auditSeq`: the line of the account's story that tells who asked. */
export type ResyncAnswer =
  | { is: "done"; auditSeq: number | null }
  | Refused<"provider_unavailable">;

export type ReconcileEffectAnswer =
  | { is: "settled"; standing: Standing; accountId: AccountId; auditSeq: number | null }
  | { is: "in_doubt"; cause: string; auditSeq: number | null }
  | { is: "not_found" };

export type PaymentsAnswer =
  | { is: "listed"; payments: OwnedPayment[]; others: OtherCustomer[] }
  | Refused<Extract<CheckoutRefusal, "provider_unavailable">>;

export type OwnedPayment = PaymentView & { customerId: StripeCustomerId };

/** A customer that is the account's besides the one in its row, with what may still charge there. */
export type OtherCustomer = Pick<NamedCustomer, "id" | "email" | "createdAt" | "retiredInto"> & {
  live: { id: StripeSubscriptionId; status: SubscriptionStatus; planName: string | null }[];
};

/**
 * `customerId`: the id belongs to another customer of the account's than the one in its row. `of_nobody`: it belongs to a
 * customer at Stripe that names no account here.
 */
export type FindAnswer =
  | { is: "found"; accountId: AccountId; customerId?: StripeCustomerId }
  | { is: "of_nobody"; customerId: StripeCustomerId }
  | { is: "not_found" }
  | Refused<"provider_unavailable">;

/** Everything about an account that our own rows know: answers when Stripe does not. */
export type DetailAnswer = CurrentAnswer & {
  account: { name: string; email: string };
  flags: Flag[];
  audit: AuditVerdict;
  inDoubt: EffectInDoubt[];
};

export type EffectInDoubt = Pick<EffectLine, "id" | "accountId" | "accountName" | "kind" | "at"> & {
  title: string;
  attempts: number;
  standing: Standing;
  raw: unknown;
};

export type BeginPass = Staff & { name: string; reason: string };

export type DriftsPage = { lines: ToldDrift[]; next: Before | null };

/** A difference in words, what can be done about it, and under `raw` what it was made from. */
export type ToldDrift = Omit<DriftLine, "differences" | "currency"> & {
  changes: Change[];
  /** `null`: nothing is left to do. */
  remedy: DriftRemedy | null;
  raw: DriftLine["differences"];
};

export type StoryPage = { lines: Story[]; next: Before | null };

export type EventsPage = {
  lines: (EventLine & { standing: Standing })[];
  next: Before | null;
};

export type AuditPage = {
  lines: (Story & {
    accountId: AccountId | null;
    accountName: string | null;
    action: string;
    /** Of the staff's own log: named by its id. */
    isDeed: boolean;
  })[];
  next: Before | null;
  /** Logs that somebody has changed, as far as these lines and their neighbours show it. */
  broken: (BrokenLog & { accountName: string | null })[];
};
