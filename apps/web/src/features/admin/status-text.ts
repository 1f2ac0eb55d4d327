import type { SubscriptionStatus } from "@idem/domain";

/** Short, as in a column; customers read whole sentences instead. */
const texts: Record<SubscriptionStatus, string> = {
  active: "Active",
  trialing: "Trial",
  past_due: "Past due",
  unpaid: "Unpaid",
  paused: "Paused",
  canceled: "Ended",
  incomplete: "Incomplete",
  incomplete_expired: "Never paid",
};

export const statusText = (status: SubscriptionStatus): string => texts[status];

/** As people ask for them: what is paid for, what is in trouble, what is over. */
export const statusOrder = [
  "active",
  "trialing",
  "past_due",
  "unpaid",
  "paused",
  "incomplete",
  "canceled",
  "incomplete_expired",
] as const satisfies readonly SubscriptionStatus[];
