/** Texts of both checkout steps. */
export const checkoutTexts = {
  title: "Checkout",
  payTitle: "Payment",
  changePlan: "Choose another plan",
  interval: "Billing period",
  trialDays: (days: number) => `${days} days free`,
  seatPrice: (seats: number, price: string) => `${seats} × ${price}`,
  monthly: "Monthly",
  yearly: "Yearly",
  codeQuestion: "Have a promotion code?",
  codeLabel: "Promotion code",
  codeHint: "It is checked as you type.",
  checking: "Checking…",
  remove: (code: string) => `Remove code ${code}`,
  clear: "Go on without a code",
  summary: "Order summary",
  discount: (code: string) => `Discount ${code}`,
  dueToday: "Due today",
  thenRenewal: (renewal: string) => `Then ${renewal}`,
  toPay: "Continue to payment",
  startFree: "Start subscription",
  acceptPrice: (total: string) => `Continue with ${total}`,
  opening: "Opening payment…",
  safe: "You can check everything again before you pay.",
  changedTitle: "The total has changed",
  changed: (before: string, now: string) =>
    `It was ${before} when it was shown and is ${now} now. Nothing was charged.`,
  quoteFailed: "The price could not be checked.",
  startFailed: "Payment could not be opened.",
} as const;

export const replaceTexts = {
  title: "You already have a subscription",
  notice: "This changes your plan",
  same: (plan: string) => `You already have ${plan}. There is nothing to buy again.`,
  consequence: (plan: string) =>
    `Your current subscription (${plan}) ends as soon as the new one is paid. The time you have not used is credited to your account.`,
  currentUnnamed: "your current plan",
  confirm: (plan: string) => `Change to ${plan}`,
  keep: "Keep my current plan",
  seeBilling: "See billing",
} as const;

export const refusedTexts = {
  superseded: "A newer choice exists",
  supersededBody: "This checkout was changed in another tab or window. Which one should count?",
  useThis: "Use the choice on this page",
  useNewest: "Show the newest choice",
  price_unavailable: "This plan is no longer offered",
  seats_unavailable: "That many seats are not offered",
  provider_refused: "Payment could not be opened",
  provider_unavailable: "The payment provider does not answer",
  currency_conflict: "Another currency is needed",
  seePlans: "See the plans",
  plansIn: (currency: string) => `See the plans in ${currency}`,
} as const;

export const payTexts = {
  back: "Change plan or code",
  frame: "Payment form",
  loading: "Loading the payment form…",
  blockedTitle: "The payment form did not load",
  blocked:
    "Your connection may be down, or a browser extension may block Stripe. Nothing was charged. You can try again, or pay on Stripe’s own page.",
  hosted: "Pay on Stripe’s page",
  expiredTitle: "This payment page has expired",
  expired: "It was open for too long. Nothing was charged. Your plan and code are kept.",
  restart: "Start again",
} as const;
