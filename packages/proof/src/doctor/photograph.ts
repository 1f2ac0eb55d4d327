import type Stripe from "stripe";
import type { Clinic } from "./open-clinic.ts";
import type { Patient } from "./patient.ts";

/** Everything of some accounts, word for word, at Stripe and in our rows: whoever writes one, even to the same values, is seen. */
export async function photograph(
  { stripe, prisma }: Clinic,
  patients: readonly { accountId: string; customerId: string }[],
): Promise<string> {
  const accountIds = patients.map(({ accountId }) => accountId);
  const rows = await Promise.all(
    [
      prisma.$queryRaw`SELECT xmin::text, * FROM billing_account WHERE id = ANY(${accountIds}) ORDER BY id`,
      prisma.$queryRaw`SELECT xmin::text, * FROM customer WHERE account_id = ANY(${accountIds}) ORDER BY account_id`,
      prisma.$queryRaw`SELECT xmin::text, * FROM subscription WHERE account_id = ANY(${accountIds}) ORDER BY account_id`,
      prisma.$queryRaw`SELECT xmin::text, * FROM effect WHERE account_id = ANY(${accountIds}) ORDER BY id`,
      prisma.$queryRaw`SELECT xmin::text, * FROM audit_event WHERE account_id = ANY(${accountIds}) ORDER BY id`,
    ].map(async (found) => found),
  );
  const theirs: unknown[] = [];
  for (const { customerId: customer } of patients) {
    theirs.push(await stripe.customers.retrieve(customer));
    theirs.push((await stripe.subscriptions.list({ customer, status: "all" })).data);
    theirs.push((await stripe.invoices.list({ customer })).data);
    theirs.push((await stripe.charges.list({ customer })).data);
  }
  return JSON.stringify({ rows, theirs });
}

/** Every customer that is or was an account's at Stripe, by whatever it is known: retired ones too. */
export async function customersByAccount({ stripe }: Clinic) {
  const all: Stripe.Customer[] = [];
  for await (const customer of stripe.customers.list({ limit: 100 })) all.push(customer);
  return ({ accountId, name, email }: Patient): string[] =>
    all
      .filter(
        (one) =>
          one.metadata["accountId"] === accountId ||
          one.name?.trim().toLowerCase() === name.toLowerCase() ||
          one.email?.toLowerCase() === email,
      )
      .map(({ id }) => id);
}

/** What was charged and not paid back, over all of an account's customers, in minor units. */
export async function netPaid({ stripe }: Clinic, customers: readonly string[]): Promise<number> {
  let sum = 0;
  for (const customer of customers)
    for await (const charge of stripe.charges.list({ customer, limit: 100 }))
      if (charge.paid) sum += charge.amount - charge.amount_refunded;
  return sum;
}
