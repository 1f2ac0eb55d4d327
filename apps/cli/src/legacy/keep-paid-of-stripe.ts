import type { ListedSubscription, ListPage } from "@idem/billing";
import type { SubscriptionStatus } from "@idem/domain";
import type { Legacy } from "@idem/postgres";
import { createPace, createStripeLists, looksPerSecond, openStripe } from "@idem/stripe";
import type { LegacySurroundings } from "./run-legacy.ts";

/** Tells `legacy` what is paid at Stripe, by the ids of subscriptions and of their customers, page by page. */
export async function keepPaidOfStripe(
  legacy: Legacy,
  { deployment: { stripeKey, stripeApiBase, callsPerSecond }, progress }: LegacySurroundings,
  signal: AbortSignal,
): Promise<void> {
  if (stripeKey === null) throw new Error("--stripe-id asks Stripe: set STRIPE_SECRET_KEY.");
  const account = { secretKey: stripeKey, apiBase: stripeApiBase };
  const pace = createPace(callsPerSecond ?? looksPerSecond(account), { burstMs: 0 });
  const lists = createStripeLists(openStripe(account, { pace }));
  let listed = 0;
  for (let cursor: string | null = null; ; ) {
    signal.throwIfAborted();
    const from: string | null = cursor;
    const page: ListPage<ListedSubscription> = await lists.subscriptions(from);
    await legacy.keepPaid(page.items.flatMap(ranked));
    listed += page.items.length;
    progress(`asking Stripe what is paid: ${listed.toLocaleString("en-US")} subscriptions`);
    if (page.next === null) return;
    cursor = page.next;
  }
}

function ranked({ id, customerId, subscription }: ListedSubscription) {
  if (subscription === null) return [];
  const rank = rankOf(subscription.status, subscription.firstPaidAtMs !== null);
  return [
    { stripeId: id, rank },
    { stripeId: customerId, rank },
  ];
}

/** Paid and living first, one that is asked for again before a trial; then living, then what was once paid. */
function rankOf(status: SubscriptionStatus, isPaid: boolean): number {
  switch (status) {
    case "active":
      return isPaid ? 6 : 5;
    case "past_due":
      return isPaid ? 4 : 2;
    case "trialing":
      return 3;
    case "unpaid":
    case "paused":
      return 2;
    case "canceled":
    case "incomplete":
    case "incomplete_expired":
      return isPaid ? 1 : 0;
  }
}
