import type Stripe from "stripe";

/** The usual way: what one customer has to their good is given to the other one, and then taken from the first. */
export async function moveCredit(
  stripe: Stripe,
  { from, to, amount }: { from: string; to: string; amount: number },
): Promise<void> {
  await stripe.customers.createBalanceTransaction(to, { amount, currency: "usd" });
  await stripe.customers.createBalanceTransaction(from, { amount: -amount, currency: "usd" });
}
