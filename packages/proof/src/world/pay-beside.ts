import { toStripeCustomerId, toStripePaymentIntentId, toStripeSubscriptionId } from "@idem/domain";
import type Stripe from "stripe";
import type { Person } from "./sign-up.ts";
import type { World } from "./start-world.ts";

export type PaidBeside = Awaited<ReturnType<typeof payBeside>>;

/**
 * What somebody without Idem has left behind: one more customer at Stripe who names the account, and pays for the same plan.
 * `changes` make the customer another one's, or nobody's.
 */
export async function payBeside(
  { stripe, prisma }: Pick<World, "stripe" | "prisma">,
  { accountId, email }: Pick<Person, "accountId" | "email">,
  changes: Stripe.CustomerCreateParams = {},
) {
  const { id: customer } = await stripe.customers.create({
    ...{ email, name: "Pat Person", metadata: { accountId } },
    ...changes,
  });
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer });
  await stripe.customers.update(customer, {
    invoice_settings: { default_payment_method: card.id },
  });
  const { stripePriceId } = await prisma.price.findUniqueOrThrow({
    where: { id: "plus_month_usd" },
  });
  const { id: subscription } = await stripe.subscriptions.create({
    customer,
    items: [{ price: stripePriceId }],
  });
  const [charge] = (await stripe.charges.list({ customer })).data;
  const [invoice] = (await stripe.invoices.list({ customer })).data;
  const intent = charge?.payment_intent;
  if (charge === undefined || invoice === undefined || typeof intent !== "string")
    throw new Error("The second customer has not paid.");
  return {
    customerId: toStripeCustomerId(customer),
    subscriptionId: toStripeSubscriptionId(subscription),
    paymentIntentId: toStripePaymentIntentId(intent),
    chargeId: charge.id,
    invoiceId: invoice.id,
    paid: charge.amount,
  };
}
