import type { AdminReads, NamedCustomer } from "@idem/billing";
import { isStripeCustomerId, retiredKey, toStripeCustomerId } from "@idem/domain";
import Stripe from "stripe";
import { accountNamedBy } from "./account-named-by.ts";
import { idOf } from "./id-of.ts";
import { listPayments } from "./list-payments.ts";
import { limit } from "./page-of-list.ts";
import { reading, readingOne } from "./reading.ts";

/** What only admins ask Stripe for. */
export const createAdminReads = (stripe: Stripe): AdminReads => ({
  payments: (customer) => reading(() => listPayments(stripe, customer)),
  customerOf: async (id) => {
    const find = finders.find(([prefix]) => id.startsWith(prefix))?.[1];
    const found = find && (await readingOne(() => find(stripe, id)));
    const customer = idOf(found?.customer ?? null);
    return customer === null ? null : toStripeCustomerId(customer);
  },
  customer: async (id) => {
    const found = await readingOne(() => stripe.customers.retrieve(id));
    return found === null || found.deleted === true ? null : toNamed(found);
  },
  customersAt: (email) =>
    reading(async () => (await stripe.customers.list({ email, limit })).data.map(toNamed)),
  compCoupon: (months) => reading(() => compCoupon(stripe, months)),
});

function toNamed(customer: Stripe.Customer): NamedCustomer {
  const into = customer.metadata[retiredKey] ?? "";
  return {
    id: toStripeCustomerId(customer.id),
    email: customer.email,
    createdAt: new Date(customer.created * 1_000).toISOString(),
    accountId: accountNamedBy(customer),
    retiredInto: isStripeCustomerId(into) ? into : null,
  };
}

type Owned = { customer: string | { id: string } | null };

const finders: [prefix: string, (stripe: Stripe, id: string) => Promise<Owned>][] = [
  ["in_", (stripe, id) => stripe.invoices.retrieve(id)],
  ["pi_", (stripe, id) => stripe.paymentIntents.retrieve(id)],
  ["ch_", (stripe, id) => stripe.charges.retrieve(id)],
  ["cs_", (stripe, id) => stripe.checkout.sessions.retrieve(id)],
  ["sub_", (stripe, id) => stripe.subscriptions.retrieve(id)],
];

/**
 * One coupon for each length, under an id of ours: Stripe refuses a second one of that name, so two who make it at once
 * have made one. It is part of the catalogue, and takes nothing off anything until a permit says so.
 */
async function compCoupon(stripe: Stripe, months: number): Promise<string> {
  const id = `idem_free_${months}_months`;
  try {
    await stripe.coupons.retrieve(id);
  } catch (error) {
    if (!isRefusal(error, "resource_missing")) throw error;
    await make(stripe, id, months);
  }
  return id;
}

async function make(stripe: Stripe, id: string, months: number): Promise<void> {
  const name = `Free for ${months} ${months === 1 ? "month" : "months"}`;
  const duration = { duration: "repeating", duration_in_months: months } as const;
  try {
    await stripe.coupons.create({ id, name, percent_off: 100, ...duration });
  } catch (error) {
    if (!isRefusal(error, "resource_already_exists")) throw error;
  }
}

const isRefusal = (error: unknown, code: string): boolean =>
  error instanceof Stripe.errors.StripeError && error.code === code;
