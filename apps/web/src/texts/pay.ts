/** Texts of the pay step. */
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
