import type { ActionRefusal, Refused } from "@idem/domain";

/**
 * A refusal as it is told to staff. The use-cases are the customers' own, and speak to a customer: "your card". Where that
 * would mislead somebody who acts for them, the sentence is another; what it means for scripts, its reason, is the same.
 */
export const forStaff = (refused: Refused<ActionRefusal>): Refused<ActionRefusal> => ({
  ...refused,
  message: messages[refused.reason] ?? refused.message,
});

const messages: Partial<Record<ActionRefusal, string>> = {
  subscription_changed:
    "The subscription has changed since this page was opened. Please look at it again.",
  subscription_ending: "The subscription is set to end. Resume it first, then change the plan.",
  no_subscription: "This account has no running subscription.",
  currency_conflict: "This account is billed in another currency.",
  payment_failed:
    "The customer’s card was declined. Nothing has changed. They can give another one on their billing page.",
  card_needed:
    "No card is on file. The customer has to go through the checkout to change to this plan.",
  action_required:
    "The bank wants the customer to confirm. Nothing has changed; their billing page leads them there.",
};
