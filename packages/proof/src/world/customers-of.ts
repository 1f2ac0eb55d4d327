import type Stripe from "stripe";

/** The living customers that Stripe has for an account, by list: search would lag behind. */
export async function customersOf(stripe: Stripe, accountId: string): Promise<Stripe.Customer[]> {
  const found: Stripe.Customer[] = [];
  for await (const customer of stripe.customers.list({ limit: 100 }))
    if (customer.metadata["accountId"] === accountId) found.push(customer);
  return found;
}
