import { randomUUID } from "node:crypto";
import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSessionsOf } from "../world/open-sessions-of.ts";
import { signUp } from "../world/sign-up.ts";
import { gist, start, startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const priceId = "plus_month_usd";

async function makeCode(
  changes: Partial<Stripe.PromotionCodeCreateParams> = {},
): Promise<Stripe.PromotionCode> {
  const coupon = await world.stripe.coupons.create({ percent_off: 50, duration: "once" });
  const code = `C${randomUUID().slice(0, 8).toUpperCase()}`;
  return world.stripe.promotionCodes.create({
    code,
    promotion: { type: "coupon", coupon: coupon.id },
    ...changes,
  });
}

async function buyWith(code: string): Promise<void> {
  const other = await signUp(world.url);
  await world.control.pay((await startReady(other, { priceId, code })).sessionId);
}

describe("G2, G9: the world changes between the quote and the start", () => {
  it("G9: the code is used up in between: code_rejected with the reason, even while the quote still remembers it", async () => {
    const person = await signUp(world.url);
    const { code } = await makeCode({ max_redemptions: 1 });
    const quote = await person.client.checkout.quote.query({ priceId, code });
    expect(quote).toMatchObject({ dueToday: 1_000, code: { is: "applied" } });
    await buyWith(code);
    expect(await start(person, { priceId, code, shownDueToday: 1_000 })).toMatchObject({
      reason: "code_rejected",
      quote: { code: { reason: "used_up" }, dueToday: 2_000 },
    });
    expect(await openSessionsOf(world.stripe, person.accountId)).toEqual([]);
  });

  it("G9: the code is withdrawn in between", async () => {
    const person = await signUp(world.url);
    const { id, code } = await makeCode();
    await person.client.checkout.quote.query({ priceId, code });
    await world.stripe.promotionCodes.update(id, { active: false });
    expect(await start(person, { priceId, code })).toMatchObject({
      reason: "code_rejected",
      quote: { code: { reason: "expired" } },
    });
  });

  it("G9: the code expires in between", async () => {
    const person = await signUp(world.url);
    const nowSeconds = Math.floor(Date.now() / 1_000);
    const { code } = await makeCode({ expires_at: nowSeconds + 2 });
    expect(await person.client.checkout.quote.query({ priceId, code })).toMatchObject({
      dueToday: 1_000,
    });
    await until("the code is over", async () => Date.now() / 1_000 > nowSeconds + 2, {
      withinMs: 4_000,
    });
    expect(await start(person, { priceId, code, shownDueToday: 1_000 })).toMatchObject({
      reason: "code_rejected",
      quote: { code: { reason: "expired" } },
    });
  });

  it("G9: the code is used up between our last look and the creation of the session: rejected, nothing open, and again", async () => {
    const person = await signUp(world.url);
    const { code } = await makeCode({ max_redemptions: 1 });
    const held = world.door.next(/^POST \/v1\/checkout\/sessions$/, "hold request");
    const starting = start(person, { priceId, code });
    await held.struck;
    await buyWith(code);
    held.release();
    expect(await starting).toMatchObject({
      reason: "code_rejected",
      message: expect.stringContaining(code),
    });
    expect(await openSessionsOf(world.stripe, person.accountId)).toEqual([]);
    expect(await start(person, { priceId, code })).toMatchObject({
      reason: "code_rejected",
      quote: { code: { reason: "used_up" } },
    });
    expect(gist(await start(person, { priceId, code: null, revision: 1 }))).toBe("ready");
  });

  it("G2: the price is archived in between: price_unavailable, and nothing to pay", async () => {
    const person = await signUp(world.url);
    const where = { id: "starter_year_eur" };
    const quote = await person.client.checkout.quote.query({ priceId: where.id });
    expect(quote.is).toBe("quoted");
    await world.prisma.price.update({ where, data: { isActive: false } });
    expect(await start(person, { priceId: where.id })).toMatchObject({
      reason: "price_unavailable",
      code: "NOT_FOUND",
    });
    expect(await openSessionsOf(world.stripe, person.accountId)).toEqual([]);
  });

  it("G2: another total than the one shown: price_changed with the new quote, and nothing to pay", async () => {
    const person = await signUp(world.url);
    const answer = await start(person, { priceId, code: "WELCOME20", shownDueToday: 2_000 });
    expect(answer).toMatchObject({
      reason: "price_changed",
      code: "CONFLICT",
      quote: { dueToday: 1_600 },
    });
    expect(await openSessionsOf(world.stripe, person.accountId)).toEqual([]);
    expect(gist(await start(person, { priceId, code: "WELCOME20", shownDueToday: 1_600 }))).toBe(
      "ready",
    );
  });

  it("G2: Stripe’s own total differs from our quote: nobody gets to pay it, the session is expired", async () => {
    const person = await signUp(world.url);
    const where = { id: "enterprise_month_eur" };
    await world.prisma.price.update({ where, data: { unitAmount: 1 } });
    expect(gist(await start(person, { priceId: where.id }))).toBe("price_changed");
    await until(
      "its session is expired",
      async () => (await openSessionsOf(world.stripe, person.accountId)).length === 0,
      { withinMs: 5_000 },
    );
  });

  it("G2: a live subscription in another currency: said so, before anything could be paid", async () => {
    const person = await signUp(world.url);
    const { sessionId } = await startReady(person, { priceId });
    await world.control.pay(sessionId);
    await person.client.checkout.status.query({ sessionId });
    const answer = await start(person, { priceId: "plus_month_jpy", replace: true, revision: 1 });
    expect(gist(answer)).toBe("currency_conflict");
  });

  it("G2: the session expires while it is open: the same press gives a new one, and the old one cannot be paid", async () => {
    const person = await signUp(world.url);
    const first = await startReady(person, { priceId });
    await world.control.advanceClock(25 * 3_600_000);
    const second = await startReady(person, { priceId });
    expect(second.sessionId).not.toBe(first.sessionId);
    expect(await world.control.pay(first.sessionId)).toMatchObject({ outcome: "expired" });
    expect(await openSessionsOf(world.stripe, person.accountId)).toMatchObject([
      { id: second.sessionId },
    ]);
    expect(await person.client.checkout.status.query({ sessionId: first.sessionId })).toMatchObject(
      { is: "expired" },
    );
  });
});
