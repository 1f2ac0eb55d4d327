import type { StripeCharts } from "@idem/billing";
import { type CustomerFacts, toStripeCustomerId } from "@idem/domain";
import type Stripe from "stripe";
import { expanded } from "./expanded.ts";
import { idOf } from "./id-of.ts";
import { behind, limit, nextOf } from "./page-of-list.ts";
import { reading, readingOne } from "./reading.ts";

/** What the doctor reads of Stripe, behind billing's port. */
export function createStripeCharts(stripe: Stripe): StripeCharts {
  return {
    customers: (cursor) =>
      reading(async () => {
        const page = await behind(cursor, (from) =>
          stripe.customers.list({
            limit,
            expand: ["data.invoice_settings.default_payment_method"],
            ...from,
          }),
        );
        return {
          items: page.data.map((one) =>
            toFacts(one, expanded(one.invoice_settings.default_payment_method)),
          ),
          next: nextOf(page),
        };
      }),

    openSessions: (cursor) =>
      reading(async () => {
        const page = await behind(cursor, (from) =>
          stripe.checkout.sessions.list({ status: "open", limit, ...from }),
        );
        const items = page.data.map(({ id, customer }) => ({ id, customerId: idOf(customer) }));
        return { items, next: nextOf(page) };
      }),

    // Of a deleted customer nothing can be expanded, so what it pays with is asked for by itself.
    customer: async (id) => {
      const found = await readingOne(() => stripe.customers.retrieve(id));
      if (found === null) return { is: "unknown" };
      if (found.deleted === true) return { is: "deleted" };
      const method = idOf(found.invoice_settings.default_payment_method);
      const card =
        method === null ? null : await readingOne(() => stripe.paymentMethods.retrieve(method));
      return { is: "living", facts: toFacts(found, card) };
    },

    countPaidInvoices: (customer) =>
      reading(
        async () => (await stripe.invoices.list({ customer, status: "paid", limit })).data.length,
      ),

    taxIdsOf: (customer) =>
      reading(async () => {
        const page = await stripe.customers.listTaxIds(customer, { limit });
        return page.data.map(({ type, value }) => ({ type, value }));
      }),

    openSessionsOf: (customer) =>
      reading(async () => {
        const page = await stripe.checkout.sessions.list({ customer, status: "open", limit });
        return page.data.map(({ id }) => id);
      }),
  };
}

function toFacts(customer: Stripe.Customer, method: Stripe.PaymentMethod | null): CustomerFacts {
  const card = method?.card;
  return {
    id: toStripeCustomerId(customer.id),
    email: customer.email,
    name: customer.name ?? null,
    createdAtMs: customer.created * 1_000,
    metadata: customer.metadata,
    balance: customer.balance,
    currency: customer.currency ?? null,
    card: card
      ? { fingerprint: card.fingerprint ?? null, brand: card.brand, last4: card.last4 }
      : null,
    hasPaymentMethod: method !== null,
  };
}
