import type { PromotionSource } from "@idem/stripe";

/** One code for each thing that can be said about a code. `nowMs` places the one that has expired in the past. */
export function demoPromotions(nowMs: number): PromotionSource[] {
  const percent = (id: string, percent_off: number) => ({
    id,
    percent_off,
    duration: "once" as const,
  });
  return [
    { coupon: percent("welcome_20", 20), code: { code: "WELCOME20" } },
    {
      coupon: { ...percent("spring_20", 20), duration: "repeating", duration_in_months: 3 },
      code: { code: "SPRING20" },
    },
    {
      coupon: { ...percent("free_forever", 100), duration: "forever" },
      code: { code: "FREEYEAR" },
    },
    {
      coupon: {
        id: "ten_off",
        amount_off: 1_000,
        currency: "usd",
        currency_options: { eur: { amount_off: 900 } },
        duration: "once",
      },
      code: { code: "TENOFF" },
    },
    {
      coupon: percent("first_50", 50),
      code: { code: "FIRST50", restrictions: { first_time_transaction: true } },
    },
    {
      coupon: percent("big_10", 10),
      code: {
        code: "MIN100",
        restrictions: {
          minimum_amount: 10_000,
          minimum_amount_currency: "usd",
          currency_options: { eur: { minimum_amount: 9_000 }, jpy: { minimum_amount: 15_000 } },
        },
      },
    },
    {
      coupon: { ...percent("plus_15", 15), applies_to: { products: ["idem_plus"] } },
      code: { code: "PLUSONLY" },
    },
    { coupon: percent("one_use_30", 30), code: { code: "ONCE30", max_redemptions: 1 } },
    {
      coupon: percent("short_10", 10),
      // Stripe takes no expiry in the past; this one is over a minute after the first start.
      code: { code: "EXPIRED10", expires_at: Math.floor(nowMs / 1_000) + 60 },
    },
  ];
}

/** For the line that `npm start` prints. */
export const demoCodes = ["WELCOME20", "SPRING20", "TENOFF", "FREEYEAR"];
