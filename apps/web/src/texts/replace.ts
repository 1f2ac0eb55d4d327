/** Texts of a purchase that takes the place of a subscription. */
export const replaceTexts = {
  title: "You already have a subscription",
  notice: "This changes your plan",
  same: (plan: string) => `You already have ${plan}. There is nothing to buy again.`,
  consequence: (plan: string) =>
    `Your current subscription (${plan}) ends as soon as the new one is paid. What you have paid for and not used is credited to your account.`,
  consequenceForNothing: (plan: string) =>
    `Your current subscription (${plan}) ends as soon as the new one has begun.`,
  currentUnnamed: "your current plan",
  confirm: (plan: string) => `Change to ${plan}`,
  keep: "Keep my current plan",
  seeBilling: "See billing",
} as const;
