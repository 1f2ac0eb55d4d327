import { discountOn } from "./discount.ts";
import { isLive, type Subscription } from "./subscription.ts";

/** What the next renewal is expected to cost, after the discount that runs then; `null` where nothing will be charged. */
export function nextCharge(subscription: Subscription): { amount: number; atMs: number } | null {
  const { status, cancelAtMs, currentPeriodEndMs: atMs, unitAmount, quantity } = subscription;
  // Stripe goes on writing invoices for one that is unpaid or paused, and collects none of them.
  const isCollected = isLive(status) && status !== "unpaid" && status !== "paused";
  if (!isCollected || cancelAtMs !== null || atMs === null) return null;
  const { scheduledChange: next } = subscription;
  const amount = next ? next.unitAmount * next.quantity : unitAmount * quantity;
  return { amount: amount - discountAt(subscription, amount, atMs), atMs };
}

function discountAt({ discount }: Subscription, amount: number, atMs: number): number {
  if (discount === null || (discount.endsAtMs !== null && discount.endsAtMs <= atMs)) return 0;
  return discountOn(amount, discount.off);
}
