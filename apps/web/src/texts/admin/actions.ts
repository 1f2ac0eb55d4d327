/** Texts of what an admin can do. */
export const actionsTexts = {
  title: "Actions",
  reason: "Why?",
  reasonHint: "Kept in the audit log, for those who ask later.",
  reasonMissing: "Say why, in a few words.",
  unanswered:
    "No answer came, so it may have been done or not. Press again: it is the same asking, and happens once.",
  signedOut:
    "You have been signed out, and nothing was done. Sign in there, then press again here.",
  signIn: "Sign in in another tab",
  pending: "Working …",
  doneLink: "See it in the log",
  already: "It is so already; somebody else may have done it a moment ago.",
  done: "Done.",
  asksBank:
    "The bank asks the customer to confirm. Their billing page leads them there; nothing changes before.",
  password: "Your password",
  passwordWhy:
    "This moves money, so please show that it is you. You are asked again after ten minutes.",
  passwordWrong: "That is not your password.",
  passwordGo: "Confirm with password",
  cancelLater: "Cancel at period end",
  cancelLaterBody: (date: string) =>
    `The subscription ends on ${date}. Until then it can be used, and this can be undone. Nothing is paid back.`,
  cancelNow: "Cancel now",
  cancelNowBody:
    "The subscription ends at once and cannot be resumed. Nothing is paid back: refund a payment separately.",
  endStray: "Cancel this one now",
  endStrayBody: (subscription: string, customer: string) =>
    `${subscription} of ${customer} ends at once and cannot be resumed. Nothing is paid back: refund its payment separately. Nothing else of this account changes.`,
  resume: "Resume",
  resumeBody: "The subscription goes on and renews as before.",
  undoChange: "Undo planned change",
  undoChangeBody: "The subscription stays as it is at the next renewal.",
  change: "Change plan",
  changeBody: "Choose what it becomes; what it costs is shown before anything happens.",
  price: "New plan",
  preview: (due: string, when: string) =>
    `${due} is charged today; the change takes effect ${when}.`,
  previewNow: "at once",
  previewLater: (date: string) => `on ${date}`,
  comp: "Give for free",
  compBody: (date: string) =>
    `What renews until ${date} costs nothing. A discount that runs now is replaced.`,
  compOfNothing: (date: string) =>
    `Nothing renews before ${date}: for so few months it takes nothing off.`,
  months: "For how many months?",
  retry: "Retry payment",
  retryBody: (amount: string) => `${amount} is charged to the card on file, now.`,
  refundBody: (left: string) =>
    `Up to ${left} can be paid back. The subscription goes on: cancel it separately.`,
  amount: "Amount",
  amountBad: (left: string) => `An amount up to ${left}.`,
  refundDone: (amount: string) => `${amount} is on its way back.`,
} as const;
