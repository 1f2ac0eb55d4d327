import type Stripe from "stripe";
import { expect, test } from "vitest";
import { card, checkout, openShop, refused, type Shop, startLocal } from "./local.ts";

type CodeParams = Omit<Stripe.PromotionCodeCreateParams, "promotion">;

async function makeCode(
  stripe: Stripe,
  coupon: Stripe.CouponCreateParams = { percent_off: 20 },
  code: CodeParams = {},
) {
  const made = await stripe.coupons.create(coupon);
  return stripe.promotionCodes.create({ ...code, promotion: { type: "coupon", coupon: made.id } });
}
const withCode = (stripe: Stripe, shop: Shop, code: string) =>
  checkout(stripe, shop, { discounts: [{ promotion_code: code }] });

const nowSeconds = () => Math.floor(Date.now() / 1000);

test("takes the percentage off, half a cent rounded up", async () => {
  const { stripe } = await startLocal();
  const shop = await openShop(stripe, 1010);
  const session = await withCode(stripe, shop, (await makeCode(stripe, { percent_off: 25 })).id);
  expect(session).toMatchObject({ amount_subtotal: 1010, amount_total: 757 });
  expect(session.total_details?.amount_discount).toBe(253);
});

test("an amount off never goes below zero", async () => {
  const { stripe } = await startLocal();
  const shop = await openShop(stripe, 500);
  const code = await makeCode(stripe, { amount_off: 800, currency: "usd" });
  expect((await withCode(stripe, shop, code.id)).amount_total).toBe(0);
});

test("an amount off of another currency is refused, unless the coupon names this one too", async () => {
  const { stripe } = await startLocal();
  const shop = await openShop(stripe);
  const euros = await makeCode(stripe, { amount_off: 500, currency: "eur" });
  expect((await refused(withCode(stripe, shop, euros.id))).message).toContain("currency");
  const both = await makeCode(stripe, {
    amount_off: 500,
    currency: "eur",
    currency_options: { usd: { amount_off: 600 } },
  });
  expect((await withCode(stripe, shop, both.id)).amount_total).toBe(1399);
});

test("refuses a code switched off, one past its date, and one of an expired coupon", async () => {
  const { stripe, control } = await startLocal();
  const shop = await openShop(stripe);
  const off = await makeCode(stripe);
  await stripe.promotionCodes.update(off.id, { active: false });
  const expiring = await makeCode(stripe, { percent_off: 5 }, { expires_at: nowSeconds() + 3600 });
  const redeemBy = await makeCode(stripe, { percent_off: 5, redeem_by: nowSeconds() + 3600 });
  await control("clock", { advanceMs: 2 * 3_600_000 });
  for (const code of [off, expiring, redeemBy]) {
    const refusal = await refused(withCode(stripe, shop, code.id));
    expect(refusal).toMatchObject({ statusCode: 400, code: "coupon_expired" });
    expect((await stripe.promotionCodes.retrieve(code.id)).active).toBe(false);
  }
});

test("a code used up in between makes the payment fail and leaves the session open", async () => {
  const { stripe, pay } = await startLocal();
  const shop = await openShop(stripe);
  const other = await openShop(stripe);
  const code = await makeCode(stripe, { percent_off: 20 }, { max_redemptions: 1 });
  const first = await withCode(stripe, shop, code.id);
  const second = await withCode(stripe, { ...shop, customer: other.customer }, code.id);
  expect((await pay(first.id, { card })).outcome).toBe("succeeded");
  expect(await pay(second.id, { card })).toMatchObject({
    outcome: "refused",
    session: { status: "open" },
  });
  expect(await stripe.promotionCodes.retrieve(code.id)).toMatchObject({
    active: false,
    times_redeemed: 1,
  });
  expect((await refused(withCode(stripe, shop, code.id))).message).toContain("maximum number");
});

test("needs the minimum amount, in its currency", async () => {
  const { stripe } = await startLocal();
  const shop = await openShop(stripe, 1999);
  const restrictions = { minimum_amount: 2000, minimum_amount_currency: "usd" };
  const code = await makeCode(stripe, { percent_off: 20 }, { restrictions });
  expect(await refused(withCode(stripe, shop, code.id))).toMatchObject({
    message:
      "This promotion code cannot be redeemed because the associated purchase does not meet the minimum amount requirement.",
    param: "discounts[0][promotion_code]",
  });
  const enough = { ...shop, price: (await openShop(stripe, 2000)).price };
  expect((await withCode(stripe, enough, code.id)).amount_total).toBe(1600);
  const euros = { minimum_amount: 100, minimum_amount_currency: "eur" };
  const foreign = await makeCode(stripe, { percent_off: 20 }, { restrictions: euros });
  expect((await refused(withCode(stripe, shop, foreign.id))).message).toContain("currency");
});

test("for first transactions only", async () => {
  const { stripe, pay } = await startLocal();
  const shop = await openShop(stripe);
  const code = await makeCode(
    stripe,
    { percent_off: 20 },
    { restrictions: { first_time_transaction: true } },
  );
  const session = await withCode(stripe, shop, code.id);
  expect((await pay(session.id, { card })).outcome).toBe("succeeded");
  expect((await refused(withCode(stripe, shop, code.id))).message).toContain("prior transactions");
});

test("for one customer only", async () => {
  const { stripe } = await startLocal();
  const [mine, other] = [await openShop(stripe), await openShop(stripe)];
  const code = await makeCode(stripe, { percent_off: 20 }, { customer: mine.customer });
  expect((await withCode(stripe, mine, code.id)).amount_total).toBe(1599);
  expect((await refused(withCode(stripe, other, code.id))).message).toContain("this customer");
});

test("for some products only", async () => {
  const { stripe } = await startLocal();
  const [plus, other] = [await openShop(stripe), await openShop(stripe)];
  const code = await makeCode(stripe, {
    percent_off: 20,
    applies_to: { products: [plus.product] },
  });
  expect((await withCode(stripe, plus, code.id)).amount_total).toBe(1599);
  expect((await refused(withCode(stripe, other, code.id))).message).toContain("products");
});

test("is found by its code in any case, and taken only once while active", async () => {
  const { stripe } = await startLocal();
  const code = await makeCode(stripe, { percent_off: 20 }, { code: "WELCOME20" });
  const { data } = await stripe.promotionCodes.list({
    code: "welcome20",
    active: true,
    expand: ["data.promotion.coupon"],
  });
  expect(data).toMatchObject([{ id: code.id, promotion: { coupon: { percent_off: 20 } } }]);
  const again = makeCode(stripe, { percent_off: 20 }, { code: "Welcome20" });
  expect((await refused(again)).code).toBe("resource_already_exists");
});

test("once is on the first invoice only; forever and repeating stay on the subscription", async () => {
  const { stripe, pay, control } = await startLocal();
  const monthMs = 31 * 24 * 3_600_000;
  const durations = [
    { coupon: { percent_off: 20, duration: "once" }, totals: [1999, 1999, 1599] },
    { coupon: { percent_off: 20, duration: "forever" }, totals: [1599, 1599, 1599] },
    {
      coupon: { percent_off: 20, duration: "repeating", duration_in_months: 2 },
      totals: [1999, 1599, 1599],
    },
  ] as const;
  const bought = await Promise.all(
    durations.map(async ({ coupon, totals }) => {
      const shop = await openShop(stripe);
      const session = await withCode(stripe, shop, (await makeCode(stripe, coupon)).id);
      await pay(session.id, { card });
      return { customer: shop.customer, totals };
    }),
  );
  await control("clock", { advanceMs: monthMs });
  await control("clock", { advanceMs: monthMs });
  for (const { customer, totals } of bought) {
    const { data } = await stripe.invoices.list({ customer });
    expect(data.map(({ total }) => total)).toEqual(totals);
  }
});
