import type Stripe from "stripe";
import { customersOf } from "./customers-of.ts";

/** The subscriptions of an account that may still charge, as Stripe has them now. */
export async function liveSubscriptionsOf(
  stripe: Stripe,
  accountId: string,
): Promise<Stripe.Subscription[]> {
  const customers = await customersOf(stripe, accountId);
  const lists = await Promise.all(
    customers.map(({ id }) =>
      stripe.subscriptions.list({ customer: id, status: "all", limit: 100 }),
    ),
  );
  const ended = new Set(["canceled", "incomplete", "incomplete_expired"]);
  return lists.flatMap(({ data }) => data).filter(({ status }) => !ended.has(status));
}
