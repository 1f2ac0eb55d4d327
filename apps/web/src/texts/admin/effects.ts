/** Texts of the effects in doubt. */
export const effectsTexts = {
  title: "Effects in doubt",
  lead: "What was asked of Stripe or of the mail server, and nobody knows yet what came of it. The nodes look after these by themselves; a press only asks sooner.",
  none: "Nothing is in doubt",
  noneBody: "Everything that was asked for has a known outcome.",
  inDoubt: "Outcome unknown",
  unknownSince: (time: string) => `Outcome unknown since ${time}`,
  reconcile: "Reconcile",
  reconcileNamed: (effect: string) => `Reconcile: ${effect}`,
  reconcileBody:
    "Looks whether it happened. If it did not, the same request is sent once more, with the same key: nothing is decided anew, and it cannot happen twice.",
  settled: "Its outcome is known now.",
  stillInDoubt: (cause: string) =>
    `Still unknown: ${cause} That you asked is in the log of the account.`,
  unknown: "There is no such effect any more.",
  attempts: (count: number) => (count === 1 ? "1 attempt" : `${count} attempts`),
} as const;
