import type Stripe from "stripe";
import { customersOf } from "./customers-of.ts";

/** The sessions of an account that could be paid right now, with what they would charge and the code on them. */
export async function openSessionsOf(stripe: Stripe, accountId: string) {
  const customers = await customersOf(stripe, accountId);
  const lists = await Promise.all(
    customers.map(({ id }) =>
      stripe.checkout.sessions.list({
        customer: id,
        status: "open",
        expand: ["data.discounts.promotion_code"],
      }),
    ),
  );
  return lists
    .flatMap(({ data }) => data)
    .map(({ id, amount_total, discounts }) => {
      const code = discounts?.[0]?.promotion_code;
      return {
        id,
        amountTotal: amount_total,
        code: typeof code === "object" ? (code?.code ?? null) : null,
      };
    });
}
