import type { RelatedObject } from "@idem/billing";
import type Stripe from "stripe";
import { readingOne } from "./reading.ts";

/**
 * The customer of an object that a thin event names, asked of Stripe; `null` if Stripe does not have the object, if it
 * belongs to nobody, or if it is of a kind that says nothing about billing.
 */
export async function ownerOf(stripe: Stripe, { type, id }: RelatedObject): Promise<string | null> {
  const object = await readingOne(async () => {
    switch (type) {
      case "subscription":
        return stripe.subscriptions.retrieve(id);
      case "invoice":
        return stripe.invoices.retrieve(id);
      case "checkout.session":
        return stripe.checkout.sessions.retrieve(id);
      case "subscription_schedule":
        return stripe.subscriptionSchedules.retrieve(id);
      default:
        return null;
    }
  });
  const customer = object?.customer ?? null;
  return typeof customer === "string" || customer === null ? customer : customer.id;
}
