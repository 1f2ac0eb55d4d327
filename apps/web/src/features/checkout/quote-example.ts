import type { Quote } from "@idem/domain";

/** A monthly price of $20.00 without a code, for tests; what matters to a test is said in `change`. */
export const exampleQuote = (change: Partial<Quote> = {}): Quote => ({
  priceId: "plus_month_usd",
  planKey: "plus",
  planName: "Plus",
  interval: "month",
  currency: "usd",
  quantity: 1,
  unitAmount: 2_000,
  lines: [{ description: "Plus", quantity: 1, amount: 2_000 }],
  subtotal: 2_000,
  discount: 0,
  dueToday: 2_000,
  recurring: { amount: 2_000, interval: "month", discountedAmount: 2_000, discountMonths: 0 },
  trial: null,
  needsCard: true,
  code: { is: "none" },
  ...change,
});

export const appliedQuote = (code: string, discount = 400): Quote =>
  exampleQuote({
    discount,
    dueToday: 2_000 - discount,
    code: {
      is: "applied",
      code,
      promotionCodeId: `promo_${code}`,
      off: { is: "amount", amount: discount },
      duration: { is: "once" },
    },
  });

export const rejectedQuote = (code: string): Quote =>
  exampleQuote({
    code: { is: "rejected", code, reason: "unknown", message: `We don’t know the code ${code}.` },
  });
