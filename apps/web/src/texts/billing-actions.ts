/** Texts of everything that can be done about a running subscription. */
export const actionTexts = {
  scheduled: "Planned change",
  scheduledTo: (plan: string, price: string, date: string) => `${plan}, ${price}, from ${date}`,
  scheduledUnknown: "A change is planned at Stripe.",
  undo: "Undo the planned change",
  undone: "The planned change was taken back. Your subscription goes on as it is.",

  cancelTitle: "Cancel subscription",
  cancelLead: (plan: string, date: string) =>
    `You keep ${plan} until ${date}, because it is paid until then. After that nothing is charged.`,
  cancelTrialLead: (plan: string, date: string) =>
    `You keep ${plan} until your free trial ends on ${date}. Nothing is charged.`,
  cancelFreeLead: (plan: string, date: string) => `You keep ${plan} until ${date}.`,
  cancelWhen: "When should it end?",
  atPeriodEnd: (date: string) => `On ${date}, when it is used up`,
  now: "Now",
  nowConsequence: "It ends at once, and what is paid for and not used is not paid back.",
  reason: "Why are you leaving? (optional)",
  confirmLater: "Cancel at the end of the period",
  confirmNow: "Cancel now",
  keep: "Keep my subscription",
  resume: "Resume subscription",
  resumed: "Your subscription goes on.",
  willEnd: (date: string) => `Your subscription ends on ${date}.`,
  ended: "Your subscription has ended.",

  card: "Payment method",
  cardLine: (brand: string, last4: string, expires: string) =>
    `${brand} ending in ${last4}, expires ${expires}`,
  cardExpiring: "It expires before the next charge.",
  noCard: "None on file",
  updateCard: "Update card",
  cardUpdated: "Your card was updated.",
  cardUpdatedThenPay: "Your card was updated. Pay the open invoice now to go on without a gap.",
  cardExpired: "It has expired.",
  portal: "Manage everything on Stripe’s page",

  overdueTitle: "Your last payment did not go through",
  overdue: (amount: string) =>
    `${amount} is still open. Update your card if it needs it, then pay; if your bank wants to hear from you, pay on Stripe’s page.`,
  graceUntil: (date: string) =>
    `You can use your plan until ${date}; paid by then, it goes on without a gap.`,
  switchedOff: "Your plan is switched off until what is owed is paid.",
  payNow: (amount: string) => `Pay ${amount}`,
  payPage: "Pay on Stripe’s page",
  paid: "Thank you, the invoice is paid.",

  confirmTitle: "Your bank wants you to confirm",
  confirmChange: (plan: string, amount: string) =>
    `Confirm the payment of ${amount} on Stripe’s page, and you have ${plan} at once. Until then you keep your plan, and nothing is charged.`,
  confirmUntil: (moment: string) => `You can confirm until ${moment}.`,
  confirmPay: "Confirm the payment on Stripe’s page, and the invoice is paid.",
  confirm: "Confirm with your bank",
  confirmed: (plan: string) => `Confirmed. You have ${plan} now.`,
  confirmLapsed:
    "The change was not confirmed in time. You keep your plan, and nothing was charged.",
  newTab:
    "Opens Stripe’s page in a new tab. Come back here afterwards; this page notices by itself.",

  code: "Promotion code",
  codeHint: "Makes the next charges cheaper.",
  applyCode: "Apply code",
  codeApplied: "The code was applied.",
} as const;

/** Texts of the page on which a plan is changed. */
export const changeTexts = {
  title: "Change plan",
  from: (plan: string, price: string) => `You have ${plan}, ${price}.`,
  to: (plan: string, price: string) => `You change to ${plan}, ${price}.`,
  credit: "Credit for what you have not used",
  charge: "The new plan until the end of the period",
  dueToday: "Due today",
  creditLeft: (amount: string) => `${amount} stays as credit for your next invoices.`,
  nowForNothing: "You have it at once. Nothing is charged today.",
  nowNote: "You have the new plan at once. Your card on file is charged.",
  laterNote: (date: string) =>
    `You keep your plan until ${date}, because it is paid until then. Nothing is charged today.`,
  thenFrom: (price: string, date: string) => `From ${date}: ${price}`,
  renewal: (price: string) => `Then ${price}`,
  confirmNow: (total: string) => `Change now and pay ${total}`,
  confirmFree: "Change now",
  confirmLater: (date: string) => `Change on ${date}`,
  same: "This is the plan you have. There is nothing to change.",
  withSeats: (plan: string, seats: number) =>
    `${plan} with ${seats} ${seats === 1 ? "seat" : "seats"}`,
  back: "Keep my plan",
  toPlans: "See the plans",
  toCheckout: "Go to the checkout",
  toBilling: "See billing",
  done: (plan: string) => `You have ${plan} now.`,
  planned: (plan: string, date: string) => `Your plan changes to ${plan} on ${date}.`,
  refresh: "Show the new total",
} as const;

/** Texts of the address that bills go to. */
export const emailTexts = {
  change: "Change e-mail",
  label: "Billing e-mail",
  hint: "Receipts, invoices and notices about payments go there.",
  missing: "Enter an e-mail address.",
  wrong: "This does not look like an e-mail address.",
  same: "Bills go to this address already.",
  next: "Continue",
  back: "Keep the address",
  sure: (to: string) => `Send bills to ${to}?`,
  consequence: (from: string) =>
    `From now on nothing about billing goes to ${from} any more. You sign in as before.`,
  confirm: "Send bills there",
  edit: "Edit the address",
  changed: (to: string) => `Bills go to ${to} from now on.`,
  unconfirmed: "The payment provider has not been told yet. It will be, once it answers.",
} as const;
