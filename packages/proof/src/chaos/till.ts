import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { countOne } from "./ledger.ts";
import { clientOf, moveOn, nameOfError, patienceMs, type Street, type Tab } from "./tab.ts";

const paidAnswer = z.object({ outcome: z.string() });

export type PayOutcome = "paid" | "declined" | "expired" | "refused";

/** Enters a card on the pay page; after an error again, until the page says what became of it. */
export async function pay(
  street: Street,
  tab: Tab,
  { sessionId, card }: { sessionId: string; card: string },
): Promise<PayOutcome> {
  for (;;) {
    try {
      const answer = await fetch(`${street.payUrl}/_local/checkout/sessions/${sessionId}/pay`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ card }),
        signal: AbortSignal.timeout(patienceMs),
      });
      const { outcome } = paidAnswer.parse(await answer.json());
      switch (outcome) {
        case "succeeded":
        case "already_complete":
          street.tally().paid += outcome === "succeeded" ? 1 : 0;
          street.ledger.paid.push({ accountId: tab.buyer.accountId, sessionId });
          return "paid";
        case "declined":
          street.tally().declined += 1;
          return "declined";
        case "expired":
          return "expired";
        default:
          return "refused";
      }
    } catch (error) {
      countOne(street.tally().errors, `pay page: ${nameOfError(error)}`);
      await pause(street.random.between(100, 400));
    }
  }
}

/** After this long without faults a page that still says "processing" never comes to an end. */
const endlessMs = 60_000;

/**
 * The return page: asks until the answer is final, at another node after an error. Answers the subscription that is
 * active now, if one is.
 */
export async function waitOnReturnPage(
  street: Street,
  tab: Tab,
  sessionId: string,
): Promise<string | null> {
  const { accountId } = tab.buyer;
  let last = "nothing";
  for (let quietMs = 0; quietMs < endlessMs; ) {
    const beganMs = performance.now();
    try {
      const answer = await clientOf(street, tab).checkout.status.query(
        { sessionId },
        { signal: AbortSignal.timeout(patienceMs) },
      );
      last = answer.is;
      switch (answer.is) {
        case "active":
        case "failed":
        case "expired":
        case "unknown":
          street.ledger.returned.push({ accountId, sessionId, is: last, atMs: Date.now() });
          return answer.is === "active" ? answer.subscription.stripeSubscriptionId : null;
        case "open":
        case "processing":
        case "action_required":
      }
    } catch (error) {
      countOne(street.tally().errors, `return page: ${nameOfError(error)}`);
      moveOn(street, tab);
    }
    await pause(400);
    if (street.isQuiet()) quietMs += performance.now() - beganMs;
  }
  street.ledger.unfinished.push({ accountId, sessionId, is: last });
  return null;
}

/** Somebody ends the subscription in Stripe's dashboard; Idem hears of it by its bell alone. */
export async function cancel(street: Street, subscriptionId: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${street.stripeUrl}/v1/subscriptions/${subscriptionId}`, {
      method: "DELETE",
      headers: { authorization: "Bearer sk_test_dashboard" },
    }).catch(() => null);
    if (answer?.ok) street.tally().cancelled += 1;
    // A lost answer may have ended it; the second time Stripe knows of none that could be ended.
    if (answer !== null && (answer.ok || answer.status === 400 || answer.status === 404)) return;
    await pause(street.random.between(100, 300));
  }
}
