import { describe, expect, it } from "vitest";
import { assessPromotion, type Promotion, type PromotionSetting } from "./promotion.ts";
import { rejectionMessage } from "./rejection-message.ts";
import { plusYearly, promotion } from "./testing.ts";

const setting: PromotionSetting = {
  price: plusYearly,
  quantity: 1,
  nowMs: Date.UTC(2026, 5, 1),
  customerId: "cus_1",
  isFirstPurchase: true,
};
const { coupon } = promotion();
const reasonFor = (code: Promotion, changes: Partial<PromotionSetting> = {}) =>
  assessPromotion(code, { ...setting, ...changes })?.reason ?? null;

describe("G9: a rejected code is rejected with its reason", () => {
  it("applies a code without restrictions", () => {
    expect(reasonFor(promotion())).toBeNull();
  });

  it.each([
    ["expired", promotion({ expiresAtMs: setting.nowMs })],
    ["expired", promotion({ coupon: { ...coupon, redeemByMs: setting.nowMs - 1 } })],
    ["expired", promotion({ active: false })],
    ["expired", promotion({ coupon: { ...coupon, valid: false } })],
    ["used_up", promotion({ maxRedemptions: 5, timesRedeemed: 5 })],
    ["used_up", promotion({ coupon: { ...coupon, maxRedemptions: 1, timesRedeemed: 1 } })],
    ["not_for_this_account", promotion({ customerId: "cus_2" })],
    ["wrong_plan", promotion({ coupon: { ...coupon, products: ["prod_other"] } })],
    [
      "wrong_currency",
      promotion({ coupon: { ...coupon, off: { is: "amount", amounts: { eur: 5 } } } }),
    ],
    ["wrong_currency", promotion({ minimumAmounts: { eur: 5 } })],
    ["minimum_amount", promotion({ minimumAmounts: { usd: 19_201 } })],
  ] as const)("says %s", (reason, code) => {
    expect(reasonFor(code)).toBe(reason);
  });

  it("says first_purchase_only to somebody who has paid before, and to nobody else", () => {
    const code = promotion({ firstPurchaseOnly: true });
    expect(reasonFor(code)).toBeNull();
    expect(reasonFor(code, { isFirstPurchase: false })).toBe("first_purchase_only");
  });

  it("applies up to its very last redemption, and at exactly its minimum", () => {
    expect(reasonFor(promotion({ maxRedemptions: 5, timesRedeemed: 4 }))).toBeNull();
    expect(reasonFor(promotion({ minimumAmounts: { usd: 19_200 } }))).toBeNull();
  });

  it("says that a code is over before it says anything about the plan", () => {
    const code = promotion({ expiresAtMs: 0, coupon: { ...coupon, products: ["prod_other"] } });
    expect(reasonFor(code)).toBe("expired");
  });

  it("writes a sentence that names the fact that helps", () => {
    const over = { reason: "expired", onMs: Date.UTC(2026, 3, 30) } as const;
    expect(rejectionMessage("SPRING", over)).toBe("SPRING expired on April 30, 2026.");
    const minimum = { reason: "minimum_amount", amount: 2_000, currency: "jpy" } as const;
    expect(rejectionMessage("BIG", minimum)).toBe("BIG needs an order of at least ¥2,000.");
  });
});
