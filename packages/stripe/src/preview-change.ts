import type { ChangePreview, ChangeQuestion } from "@idem/billing";
import Stripe from "stripe";
import { reading } from "./reading.ts";

/**
 * Stripe's own preview of the invoice that the change would make. Prorated to the same second, the change itself is
 * charged the same, to the cent (shown by `proof/src/lifecycle/actions.test.ts`). `null`: Stripe takes no such second,
 * because another period has begun since.
 */
export function previewChange(
  stripe: Stripe,
  change: ChangeQuestion,
): Promise<ChangePreview | null> {
  return reading(async () => {
    const invoice = await previewOf(stripe, change).catch(nullOutsideOfPeriod);
    if (invoice === null) return null;
    const lines = invoice.lines.data.map(({ description, amount }) => ({
      description: description ?? "",
      amount,
    }));
    const sum = (some: typeof lines) => some.reduce((total, { amount }) => total + amount, 0);
    return {
      credit: -sum(lines.filter(({ amount }) => amount < 0)),
      charge: sum(lines.filter(({ amount }) => amount > 0)),
      dueToday: invoice.amount_due,
      lines,
    };
  });
}

const previewOf = (
  stripe: Stripe,
  { customerId, subscriptionId, itemId, stripePriceId, quantity, prorationDateMs }: ChangeQuestion,
): Promise<Stripe.Invoice> =>
  stripe.invoices.createPreview({
    customer: customerId,
    subscription: subscriptionId,
    subscription_details: {
      items: [{ id: itemId, price: stripePriceId, quantity }],
      proration_behavior: "always_invoice",
      proration_date: Math.floor(prorationDateMs / 1_000),
    },
  });

/** "Cannot specify a proration date outside of the current subscription period", told by its parameter alone. */
function nullOutsideOfPeriod(error: unknown): null {
  if (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.param === "subscription_details[proration_date]"
  )
    return null;
  throw error;
}
