import type Stripe from "stripe";
import type { StripeDoor } from "./stripe-door.ts";

/**
 * Counts a customer's open sessions around each creation that passes the door: before it goes on to Stripe, with the one
 * that it will make, and after it was executed. Two at once cannot slip between two looks, as only a creation adds one.
 */
export function watchOpenSessions(door: StripeDoor, stripe: Stripe): { most(): number } {
  let most = 0;
  door.watch(async (moment, { method, path, form }) => {
    if (method !== "POST" || path !== "/v1/checkout/sessions") return;
    const customer = form.get("customer");
    if (customer === null) return;
    const { data } = await stripe.checkout.sessions.list({ customer, status: "open", limit: 100 });
    most = Math.max(most, data.length + (moment === "before" ? 1 : 0));
  });
  return { most: () => most };
}
