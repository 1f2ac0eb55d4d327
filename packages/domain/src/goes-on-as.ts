import type { Choice } from "./checkout.ts";
import type { Subscription } from "./subscription.ts";

type Live = Pick<
  Subscription,
  "status" | "priceId" | "quantity" | "cancelAtMs" | "scheduledChange" | "pendingChange"
>;

/**
 * Whether a subscription is paid for and goes on as the very thing that is chosen. That is not bought in its own place: a
 * tab that was to replace another plan by it is behind, because it was bought, or changed to, in a second one. What is owed,
 * or ends, or becomes something else may be bought anew.
 */
export const goesOnAs = (live: Live, { priceId, quantity }: Choice): boolean =>
  (live.status === "active" || live.status === "trialing") &&
  live.priceId === priceId &&
  live.quantity === quantity &&
  live.cancelAtMs === null &&
  live.scheduledChange === null &&
  live.pendingChange === null;
