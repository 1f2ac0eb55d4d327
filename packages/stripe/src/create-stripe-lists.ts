import type { CustomerStanding, StripeLists } from "@idem/billing";
import { retiredKey, toStripeCustomerId } from "@idem/domain";
import type Stripe from "stripe";
import { accountNamedBy } from "./account-named-by.ts";
import { behind, limit, nextOf } from "./page-of-list.ts";
import { reading, readingOne } from "./reading.ts";
import { subscriptionExpansions, toSubscription } from "./to-subscription.ts";
import { withCouponOptions } from "./with-coupon-options.ts";

/** Stripe's lists behind billing's port. */
export function createStripeLists(stripe: Stripe): StripeLists {
  return {
    subscriptions: (cursor) =>
      reading(async () => {
        const expand = subscriptionExpansions.map((path) => `data.${path}`);
        const page = await behind(cursor, (from) =>
          stripe.subscriptions.list({ status: "all", limit, expand, ...from }),
        );
        const findCoupon = rememberCoupons(stripe);
        const items = page.data.map(async (one) => ({
          id: one.id,
          customerId: typeof one.customer === "string" ? one.customer : one.customer.id,
          accountId: accountNamedBy(one),
          subscription: inOurWords(await withCouponOptions(stripe, one, findCoupon)),
        }));
        return { items: await Promise.all(items), next: nextOf(page) };
      }),

    customers: (cursor) =>
      reading(async () => {
        const page = await behind(cursor, (from) => stripe.customers.list({ limit, ...from }));
        const items = page.data.map((one) => ({
          id: one.id,
          accountId: accountNamedBy(one),
          isRetired: retiredKey in one.metadata,
        }));
        return { items, next: nextOf(page) };
      }),

    openSessions: (cursor) =>
      reading(async () => {
        const page = await behind(cursor, (from) =>
          stripe.checkout.sessions.list({ status: "open", limit, ...from }),
        );
        return { items: page.data.map(({ id }) => ({ id })), next: nextOf(page) };
      }),

    customer: async (id): Promise<CustomerStanding> => {
      const found = await readingOne(() => stripe.customers.retrieve(id));
      if (found === null) return { is: "unknown" };
      if (found.deleted === true) return { is: "deleted" };
      const { email, name, metadata } = found;
      return {
        is: "living",
        id: toStripeCustomerId(found.id),
        email,
        name: name ?? null,
        effect: metadata["effect"] ?? null,
      };
    },
  };
}

/** What others sell in the same Stripe account need not fit our words, and must not keep a pass from going on. */
function inOurWords(subscription: Stripe.Subscription) {
  try {
    return toSubscription(subscription);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** A campaign's coupon is on half a page of subscriptions, and is asked for once. */
function rememberCoupons(stripe: Stripe) {
  const coupons = new Map<string, Promise<Stripe.Coupon | null>>();
  return (id: string): Promise<Stripe.Coupon | null> => {
    const found =
      coupons.get(id) ??
      readingOne(() => stripe.coupons.retrieve(id, { expand: ["currency_options"] }));
    coupons.set(id, found);
    return found;
  };
}
