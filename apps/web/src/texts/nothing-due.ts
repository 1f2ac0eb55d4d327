/** Texts of a checkout where nothing is due today. */
export const nothingDueTexts = {
  noCard: "Nothing is due, today or later. No card is needed.",
  cardForLater: (later: string) => `Nothing is due today. A card is needed for ${later}.`,
  cardForTrial: (date: string) =>
    `A card is needed to start. It is not charged before ${date}, and you can cancel until then.`,
  oneTrial:
    "Each account and each card can have one free trial: if your card has had one, the first payment is due at once.",
} as const;
