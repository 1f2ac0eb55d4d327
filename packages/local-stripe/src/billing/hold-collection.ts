import type { World } from "../state/world.ts";
import type { Invoice, Subscription } from "../wire/stored.ts";
import { finalizeInvoice } from "./finalize-invoice.ts";
import { markUncollectible } from "./settle-invoice.ts";
import { makeVoid } from "./void-invoice.ts";

/**
 * What becomes of a renewal's invoice while the collection of payments is paused: nobody is asked for it.
 * The subscription goes on as it is (docs.stripe.com/billing/subscriptions/pause-payment).
 */
export function holdCollection(
  world: World,
  draft: Invoice,
  behaviour: NonNullable<Subscription["pause_collection"]>["behavior"],
): void {
  const open = finalizeInvoice(world, {
    ...draft,
    auto_advance: false,
    next_payment_attempt: null,
  });
  if (behaviour === "void") makeVoid(world, open);
  else markUncollectible(world, open, "user_forgiven");
}
