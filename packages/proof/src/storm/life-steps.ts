/** What can happen to a subscription: by its customer, on our pages; by hand, in Stripe's dashboard; by the calendar. */
export const lifeSteps = [
  "upgrade",
  "downgrade",
  "undo",
  "cancel",
  "resume",
  "code",
  "renew",
  "card fails",
  "recover",
  "by hand: to end",
  "by hand: to go on",
  "by hand: upgrade",
  "by hand: cancelled",
] as const;

export type LifeStep = (typeof lifeSteps)[number];
