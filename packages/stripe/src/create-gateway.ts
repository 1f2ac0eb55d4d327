import type { StripeGateway } from "@idem/billing";
import type { InvoiceTruth } from "@idem/domain";
import type Stripe from "stripe";
import { encode } from "./encode.ts";
import { listInvoices } from "./list-invoices.ts";
import { look } from "./look.ts";
import { ownerOf } from "./owner-of.ts";
import { previewChange } from "./preview-change.ts";
import { readInvoice } from "./read-invoice.ts";
import { reading, readingOne } from "./reading.ts";
import { send } from "./send.ts";
import { toInvoiceTruth } from "./to-invoice.ts";
import { toPromotion } from "./to-promotion.ts";
import { toSession } from "./to-session.ts";
import { subscriptionExpansions, toSubscription } from "./to-subscription.ts";
import { withCouponOptions } from "./with-coupon-options.ts";

export type GatewayOptions = { publicUrl: string; nowMs: () => number };

/** Stripe behind billing's port: the only place where the two vocabularies meet. */
export function createGateway(stripe: Stripe, { publicUrl, nowMs }: GatewayOptions): StripeGateway {
  return {
    encode: (intent) => encode(intent, publicUrl),
    send: (permit) => send(stripe, permit, nowMs),
    look: (permit) => look(stripe, permit),

    // Several codes may share their letters over time; at most one of them is active.
    promotion: (code) =>
      reading(async () => {
        const expand = ["applies_to", "currency_options"].map(
          (part) => `data.promotion.coupon.${part}`,
        );
        const { data } = await stripe.promotionCodes.list({
          code,
          limit: 100,
          expand: [...expand, "data.restrictions.currency_options"],
        });
        const found = data.find(({ active }) => active) ?? data[0];
        return found ? toPromotion(found) : null;
      }),

    hasPurchased: (customer) =>
      reading(async () => {
        const { data } = await stripe.invoices.list({ customer, status: "paid", limit: 1 });
        return data.length > 0;
      }),

    subscriptions: (customer) =>
      reading(async () => {
        const expand = subscriptionExpansions.map((path) => `data.${path}`);
        const all: Stripe.Subscription[] = [];
        const list = stripe.subscriptions.list({ customer, status: "all", limit: 100, expand });
        for await (const subscription of list) all.push(subscription);
        const complete = await Promise.all(all.map((one) => withCouponOptions(stripe, one)));
        return complete.map(toSubscription);
      }),

    subscription: async (id) => {
      const found = await readingOne(() =>
        stripe.subscriptions.retrieve(id, { expand: subscriptionExpansions }),
      );
      return found && toSubscription(await withCouponOptions(stripe, found));
    },

    session: async (id) => {
      const found = await readingOne(() => stripe.checkout.sessions.retrieve(id));
      return found && toSession(found);
    },

    invoices: (customer, page) => listInvoices(stripe, customer, page),

    invoice: (customer, id) => readInvoice(stripe, customer, id),

    invoicesSince: (subscription, knownId) =>
      reading(async () => {
        const since: InvoiceTruth[] = [];
        for await (const invoice of stripe.invoices.list({ subscription, limit: 10 })) {
          since.unshift(toInvoiceTruth(invoice));
          if (invoice.id === knownId) return since;
        }
        return [];
      }),

    ownerOf: (object) => ownerOf(stripe, object),

    isCustomerDeleted: async (id) => {
      const found = await readingOne(() => stripe.customers.retrieve(id));
      return found === null || found.deleted === true;
    },

    previewChange: (change) => previewChange(stripe, change),

    portal: (customer, { purpose, accountId }) =>
      reading(async () => {
        const billingUrl = `${publicUrl}/billing?account=${accountId}`;
        const { url } = await stripe.billingPortal.sessions.create({
          customer,
          return_url: `${billingUrl}&back=portal`,
          ...(purpose === "card" ? { flow_data: cardFlow(billingUrl) } : {}),
        });
        return url;
      }),
  };
}

/** Whoever has given another card comes back by themselves, and is told. */
const cardFlow = (billingUrl: string): Stripe.BillingPortal.SessionCreateParams.FlowData => ({
  type: "payment_method_update",
  after_completion: { type: "redirect", redirect: { return_url: `${billingUrl}&back=card` } },
});
