import { createHash } from "node:crypto";
import type Stripe from "stripe";
import { z } from "zod";
import type { Clinic } from "./open-clinic.ts";
import type { Patient } from "./patient.ts";

export type Subject = { accountId: string; customerId: string };

/**
 * Of each account a digest of everything it has, word for word, at Stripe and in our rows: whoever writes one of them,
 * even to the same values, is seen. What is read goes by; a digest for each account is all that stays in memory.
 */
export async function photograph(
  clinic: Clinic,
  subjects: readonly Subject[],
): Promise<Map<string, string>> {
  const films = new Map(subjects.map(({ accountId }) => [accountId, createHash("sha256")]));
  for await (const { accountId, says } of everythingOf(clinic, subjects))
    films.get(accountId)?.update(says).update("\n");
  return new Map([...films].map(([accountId, film]) => [accountId, film.digest("hex")]));
}

type Detail = z.infer<typeof detail>;
const detail = z.object({ accountId: z.string(), says: z.string() });

async function* everythingOf(clinic: Clinic, subjects: readonly Subject[]): AsyncGenerator<Detail> {
  for (let from = 0; from < subjects.length; from += rowsOfSoMany)
    yield* await rowsOf(clinic, subjects.slice(from, from + rowsOfSoMany));
  yield* objectsOf(clinic, subjects);
}

/** A page of accounts has some dozens of rows each. */
const rowsOfSoMany = 200;

async function rowsOf({ prisma }: Clinic, subjects: readonly Subject[]): Promise<Detail[]> {
  const ids = subjects.map(({ accountId }) => accountId);
  return z.array(detail).parse(
    await prisma.$queryRaw`
      SELECT id AS "accountId", concat('account ', xmin, billing_account) AS says FROM billing_account WHERE id = ANY(${ids})
      UNION ALL SELECT account_id, concat('customer ', xmin, customer) FROM customer WHERE account_id = ANY(${ids})
      UNION ALL SELECT account_id, concat('subscription ', xmin, subscription) FROM subscription WHERE account_id = ANY(${ids})
      UNION ALL SELECT account_id, concat('effect ', xmin, effect) FROM effect WHERE account_id = ANY(${ids})
      UNION ALL SELECT account_id, concat('audit ', xmin, audit_event) FROM audit_event WHERE account_id = ANY(${ids})
      ORDER BY 1, 2`,
  );
}

/** By lists of everything: five thousand accounts are some hundreds of reads, not twenty thousand. */
async function* objectsOf(
  { stripe }: Clinic,
  subjects: readonly Subject[],
): AsyncGenerator<Detail> {
  const owners = new Map(subjects.map(({ accountId, customerId }) => [customerId, accountId]));
  const page = { limit: 100 };
  for (const list of [
    () => stripe.customers.list(page),
    () => stripe.subscriptions.list({ ...page, status: "all" }),
    () => stripe.invoices.list(page),
    () => stripe.charges.list(page),
  ])
    for await (const one of list()) {
      const accountId = owners.get(one.object === "customer" ? one.id : idOf(one.customer));
      if (accountId !== undefined) yield { accountId, says: JSON.stringify(one) };
    }
}

const idOf = (customer: string | { id: string } | null): string =>
  typeof customer === "string" ? customer : (customer?.id ?? "");

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
