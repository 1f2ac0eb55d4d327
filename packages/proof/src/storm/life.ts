import { toStripeInvoiceId } from "@idem/domain";
import Stripe from "stripe";
import { type Subscriber, subscribe } from "../reconcile/subscriber.ts";
import type { World } from "../world/start-world.ts";
import { asking, previewed } from "../world/subscriber.ts";
import type { LifeStep } from "./life-steps.ts";

export type Life = Subscriber & {
  /** Something happens. What cannot happen just now is refused, by us or by Stripe, and nothing has happened. */
  take(step: LifeStep): Promise<void>;
};

const monthMs = 32 * 86_400_000;

/** Somebody who has bought, and whose life goes on. */
export async function beginLife(world: World): Promise<Life> {
  const subscriber = await subscribe(world, { priceId: "plus_month_usd" });
  return {
    ...subscriber,
    take: async (step) => {
      try {
        await act(world, subscriber, step);
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      }
    },
  };
}

async function act(world: World, subscriber: Subscriber, step: LifeStep): Promise<unknown> {
  const { stripe, control } = world;
  const { client, subscriptionId: id } = subscriber;
  const ask = asking(subscriber);
  switch (step) {
    case "upgrade":
      return change(subscriber, "enterprise_month_usd");
    case "downgrade":
      return change(subscriber, "starter_month_usd");
    case "undo":
      return client.billing.undoChange.mutate(ask);
    case "cancel":
      return client.billing.cancel.mutate({ ...ask, when: "period_end" });
    case "resume":
      return client.billing.resume.mutate(ask);
    case "code":
      return client.billing.applyCode.mutate({ ...ask, code: "SPRING20" });
    case "renew":
      return control.advanceClock(monthMs);
    case "card fails":
      return chargeTo(world, subscriber, "pm_card_chargeCustomerFail");
    case "recover":
      return recover(world, subscriber);
    case "by hand: to end":
      return stripe.subscriptions.update(id, { cancel_at_period_end: true });
    case "by hand: to go on":
      return stripe.subscriptions.update(id, { cancel_at_period_end: false });
    case "by hand: upgrade":
      return upgradeByHand(world, id);
    case "by hand: cancelled":
      return stripe.subscriptions.cancel(id);
  }
}

async function change(subscriber: Subscriber, priceId: string): Promise<unknown> {
  const preview = await subscriber.client.billing.previewChange.query({ priceId });
  if (preview.is !== "previewed") return null;
  const { request } = await previewed(subscriber, priceId);
  return subscriber.client.billing.change.mutate(request);
}

async function chargeTo(
  { stripe }: World,
  { customerId: customer, subscriptionId }: Subscriber,
  method: string,
): Promise<unknown> {
  const { id } = await stripe.paymentMethods.attach(method, { customer });
  return stripe.subscriptions.update(subscriptionId, { default_payment_method: id });
}

async function upgradeByHand({ stripe }: World, id: string): Promise<unknown> {
  const [price] = (await stripe.prices.list({ lookup_keys: ["enterprise_month_usd"] })).data;
  const { items } = await stripe.subscriptions.retrieve(id);
  return stripe.subscriptions.update(id, {
    items: [{ id: items.data[0]?.id ?? "", price: price?.id ?? "" }],
    proration_behavior: "always_invoice",
  });
}

/** Another card, and then what is owed is paid on our pages. */
async function recover(world: World, subscriber: Subscriber): Promise<void> {
  await chargeTo(world, subscriber, "pm_card_visa");
  const { subscriptionId: subscription } = subscriber;
  const { data } = await world.stripe.invoices.list({ subscription, status: "open" });
  for (const { id } of data)
    await subscriber.client.billing.payInvoice.mutate({
      ...asking(subscriber),
      invoiceId: toStripeInvoiceId(id),
    });
}
