/** Texts of the effects in doubt. */
export const effectsTexts = {
  title: "Effects in doubt",
  lead: "What was asked of Stripe or of the mail server, and nobody knows yet what came of it. The nodes look after these by themselves; a press only asks sooner.",
  none: "Nothing is in doubt",
  noneBody: "Everything that was asked for has a known outcome.",
  inDoubt: "Outcome unknown",
  unknownSince: (time: string) => `Outcome unknown since ${time}`,
  reconcile: "Reconcile",
  reconciling: "Looking at Stripe …",
  settled: "Its outcome is known now.",
  stillInDoubt: (cause: string) => `Still unknown: ${cause}`,
  attempts: (count: number) => (count === 1 ? "1 attempt" : `${count} attempts`),
} as const;
