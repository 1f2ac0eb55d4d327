import {
  type AccountId,
  type Checkout,
  type Customer,
  isLive,
  isStripeSessionId,
  type StripeSessionId,
  type Subscription,
} from "@idem/domain";
import { customerActor } from "./actor.ts";
import type { CheckoutRecap, StatusAnswer } from "./answers.ts";
import type { StatusQuestion } from "./billing.ts";
import { ProviderUnavailable } from "./ports/gateway.ts";
import type { AccountSnapshot, Ports } from "./ports/ports.ts";
import { syncAccount } from "./sync-account.ts";
import { subscriptionView } from "./views.ts";

/**
 * What became of a checkout: for the return page, which may be reloaded, bookmarked or forged. It rings the same bell
 * as a webhook does, so that the customer does not depend on one arriving.
 */
export async function checkoutStatus(
  ports: Ports,
  { accountId, sessionId, requestId }: StatusQuestion,
  maySync: (accountId: AccountId) => boolean,
): Promise<StatusAnswer> {
  if (!isStripeSessionId(sessionId)) return unknownSession;
  const checkout = await ports.store.checkoutBySession(accountId, sessionId);
  if (checkout === null) return unknownSession;
  if (!isSettled(checkout) && maySync(accountId))
    await syncAccount(ports, accountId, customerActor({ userId: null, requestId })).catch(
      (error: unknown) => {
        // Stripe is down: what we know is still an answer, and the page asks again.
        if (!(error instanceof ProviderUnavailable)) throw error;
      },
    );
  return describe(ports, accountId, sessionId);
}

const unknownSession: StatusAnswer = {
  is: "unknown",
  next: "none",
  message: "We don’t know this checkout. It may belong to another account.",
};

const isSettled = ({ status }: Checkout): boolean => status === "COMPLETED" || status === "EXPIRED";

async function describe(
  ports: Ports,
  accountId: AccountId,
  sessionId: StripeSessionId,
): Promise<StatusAnswer> {
  const checkout = await ports.store.checkoutBySession(accountId, sessionId);
  if (checkout === null) return unknownSession;
  const recap: CheckoutRecap = {
    sessionId,
    checkoutId: checkout.id,
    attempt: checkout.attempt,
    priceId: checkout.choice.priceId,
    quantity: checkout.choice.quantity,
    code: checkout.choice.code,
  };
  switch (checkout.status) {
    case "OPEN":
      return {
        ...recap,
        is: "open",
        next: "resume",
        message: "This checkout is waiting for your payment.",
      };
    case "EXPIRED":
      return {
        ...recap,
        is: "expired",
        next: "restart",
        message: "This checkout has expired. Nothing was charged.",
      };
    case "SUPERSEDED":
      // Until its session is known to be closed, a payment may have beaten the newer choice: "nothing was charged" is
      // said only of what can no longer be untrue.
      if (!checkout.retired)
        return {
          ...recap,
          is: "processing",
          next: "wait",
          message: "We are making sure what became of this checkout.",
        };
      return {
        ...recap,
        is: "expired",
        next: "restart",
        message: "A newer choice has replaced this checkout. Nothing was charged for it.",
      };
    case "COMPLETED":
      return describePaid(ports, recap, await ports.store.account(accountId));
  }
}

async function describePaid(
  ports: Ports,
  recap: CheckoutRecap,
  { customer, subscription }: AccountSnapshot,
): Promise<StatusAnswer> {
  const hostedUrl = () => courtesy(async () => customer && latestInvoiceUrl(ports, customer));
  if (subscription !== null && isLive(subscription.status))
    return {
      ...recap,
      is: "active",
      next: "done",
      message: begun(subscription),
      subscription: subscriptionView(subscription),
      receiptUrl: await hostedUrl(),
    };
  if (subscription?.status === "incomplete")
    return {
      ...recap,
      is: "action_required",
      next: "authenticate",
      message: "Your bank wants you to confirm this payment.",
      url: await hostedUrl(),
    };
  // The account's row may still be about an earlier subscription: only the session tells whether this one was paid.
  const session = await courtesy(() => ports.gateway.session(recap.sessionId));
  if (subscription === null || session === null || session.paymentStatus === "unpaid")
    return {
      ...recap,
      is: "processing",
      next: "wait",
      message: "Your payment is being processed.",
    };
  return {
    ...recap,
    is: "failed",
    next: "retry",
    message: "This subscription is not active: the payment failed, or it has ended.",
  };
}

function begun({ planName, status }: Subscription): string {
  const plan = planName === null ? "" : `${planName} `;
  return status === "trialing"
    ? `Your free ${plan}trial has begun.`
    : `Your ${plan}subscription is active.`;
}

async function latestInvoiceUrl({ gateway }: Ports, customer: Customer): Promise<string | null> {
  const page = { limit: 1, after: null };
  const [latest] = (await gateway.invoices(customer.stripeCustomerId, page)) ?? [];
  return latest?.hostedUrl ?? null;
}

/** What makes the answer better, but must not keep it from being given: `null` while Stripe does not answer. */
async function courtesy<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProviderUnavailable) return null;
    throw error;
  }
}
