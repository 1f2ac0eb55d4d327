import type { ChangePreview, ChangeQuestion } from "@idem/billing";
import type Stripe from "stripe";
import { reading } from "./reading.ts";

/**
 * Stripe's own preview of the invoice that the change would make. Prorated to the same second, the change itself is
 * charged the same, to the cent (shown by `proof/src/lifecycle/change-plan.test.ts`).
 */
export function previewChange(
  stripe: Stripe,
  { customerId, subscriptionId, itemId, stripePriceId, quantity, prorationDateMs }: ChangeQuestion,
): Promise<ChangePreview> {
  return reading(async () => {
    const invoice = await stripe.invoices.createPreview({
      customer: customerId,
      subscription: subscriptionId,
      subscription_details: {
        items: [{ id: itemId, price: stripePriceId, quantity }],
        proration_behavior: "always_invoice",
        proration_date: Math.floor(prorationDateMs / 1_000),
      },
    });
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
