import type { Difference } from "../difference.ts";
import type {
  StripeCustomerId,
  StripePaymentIntentId,
  StripeSessionId,
  StripeSubscriptionId,
} from "../ids.ts";
import { formatMoney } from "../money.ts";
import type { ReasonToEnd } from "../reason-to-end.ts";
import { callOfSlot } from "./call-of-slot.ts";

/**
 * One step of an account's repair, as data: it can be kept, shown, carried out twice and told. Steps of an account are
 * taken in order, each after the one before has come to its end.
 */
export type Step =
  /** Is it still as it was when this was planned? If not, none of the account's steps is taken. */
  | {
      is: "look";
      survivorId: StripeCustomerId | null;
      /** Why this one, or why none; empty where there is none at Stripe. */
      why: string;
      /** The customers that were compared. */
      candidates: readonly StripeCustomerId[];
    }
  /** `before` has the same keys, empty where there was none. */
  | { is: "mark"; customerId: StripeCustomerId; metadata: Metadata; before: Metadata }
  /** `closes`: the session of the account's open checkout, which was made for `from`. */
  | {
      is: "relink";
      from: StripeCustomerId | null;
      to: StripeCustomerId;
      closes?: StripeSessionId | undefined;
      changes?: readonly Difference[] | undefined;
      /** In which the amounts of `changes` are. */
      currency?: string | undefined;
    }
  | {
      is: "cancel";
      subscriptionId: StripeSubscriptionId;
      customerId: StripeCustomerId;
      because: ReasonToEnd;
    }
  /** What was paid when it was planned, in minor units. */
  | {
      is: "refund";
      paymentIntentId: StripePaymentIntentId;
      subscriptionId: StripeSubscriptionId;
      amount?: number | undefined;
      currency?: string | undefined;
    }
  | { is: "close"; sessionId: StripeSessionId; customerId: StripeCustomerId }
  | { is: "adjust"; customerId: StripeCustomerId; amount: number; currency: string }
  | { is: "tax"; customerId: StripeCustomerId; type: string; value: string }
  | { is: "forget"; customerId: StripeCustomerId }
  /** `changes`: what differed when it was planned; plans of before do not say it. */
  | {
      is: "sync";
      changes?: readonly Difference[] | undefined;
      currency?: string | undefined;
    }
  | { is: "resume"; slot: string }
  /** What only people can do. */
  | { is: "advise"; words: string };

export type Metadata = Readonly<Record<string, string>>;

/** What a step does, as people read it: the call to Stripe, or the rows that change. */
export function wordsOf(step: Step): string {
  switch (step.is) {
    case "look":
      return step.survivorId === null
        ? step.why || "No customer is left at Stripe."
        : `${step.survivorId} stays. ${step.why}`;
    case "mark":
      return `Stripe: POST /v1/customers/${step.customerId} with metadata ${pairs(step.metadata)}`;
    case "relink":
      return `Rows: the account's customer becomes ${step.to}${step.from === null ? "" : ` instead of ${step.from}`}, and its subscription that one's${closing(step.closes)}`;
    case "cancel":
      return `Stripe: DELETE /v1/subscriptions/${step.subscriptionId} of ${step.customerId} (${step.because})`;
    case "refund":
      return `Stripe: POST /v1/refunds of ${paid(step)}${step.paymentIntentId}, the last payment of ${step.subscriptionId}`;
    case "close":
      return `Stripe: POST /v1/checkout/sessions/${step.sessionId}/expire, open for ${step.customerId}`;
    case "adjust":
      return `Stripe: POST /v1/customers/${step.customerId}/balance_transactions of ${step.amount} ${step.currency} (minor units): ${credit(step)}`;
    case "tax":
      return `Stripe: POST /v1/customers/${step.customerId}/tax_ids of ${step.type} ${step.value}`;
    case "forget":
      return `Rows: the account forgets ${step.customerId}, which was deleted at Stripe`;
    case "sync":
      return `Rows: written as Stripe has them${calling(dueOf(step.changes))}`;
    case "resume":
      return `Journal: ${step.slot} is brought to its end${unlessDone(callOfSlot(step.slot))}`;
    case "advise":
      return `People: ${step.words}`;
  }
}

const closing = (sessionId: StripeSessionId | undefined): string =>
  sessionId === undefined
    ? ""
    : `; Stripe: POST /v1/checkout/sessions/${sessionId}/expire, the account's open checkout`;

const paid = ({
  amount,
  currency,
}: {
  amount?: number | undefined;
  currency?: string | undefined;
}) =>
  amount === undefined || currency === undefined ? "" : `${formatMoney({ amount, currency })} by `;

/** Stripe writes what a customer has to their good below zero. */
const credit = (money: { amount: number; currency: string }): string => {
  const shown = formatMoney({ ...money, amount: Math.abs(money.amount) });
  return money.amount < 0 ? `${shown} of credit is given` : `${shown} of credit is taken`;
};

/** What a sync asks of Stripe besides what it writes here. */
const dueOf = (changes: readonly Difference[] = []): string[] =>
  changes.flatMap(({ field }) => callOfSlot(field) ?? []);

const calling = (calls: readonly string[]): string =>
  calls.length === 0 ? "" : `; Stripe: ${calls.join(", ")}`;

const unlessDone = (call: string | null): string =>
  call === null ? "" : `; Stripe, unless it has happened: ${call}`;

const pairs = (metadata: Metadata): string =>
  Object.entries(metadata)
    .map(([key, value]) => `${key}=${value === "" ? "(none)" : value}`)
    .join(", ");
