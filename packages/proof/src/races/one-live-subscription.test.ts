import { randomUUID } from "node:crypto";
import type { Decorate } from "@idem/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  deactivateThenInsert,
  deleteThenInsert,
  userSubscriptions,
} from "../controls/save-subscription.ts";
import { customersOf } from "../world/customers-of.ts";
import { liveSubscriptionsOf } from "../world/live-subscriptions-of.ts";
import { openPool } from "../world/open-pool.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { gist, start, startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { previewed, subscriptionOf } from "../world/subscriber.ts";
import { until } from "../world/until.ts";

const lines: string[] = [];
const listen: Decorate = (ports) => ({
  ...ports,
  log: {
    ...ports.log,
    info: (facts, message) => {
      lines.push(message);
      ports.log.info(facts, message);
    },
  },
});

let world: World;
beforeAll(async () => {
  world = await startWorld({ decorate: listen });
});
afterAll(() => world.close());

const endings = ["subscription.cancelled_at_stripe", "payment.refunded"];
const plans = ["starter", "plus", "enterprise"];

/** Pays a session and waits until our row and Stripe agree that this is the one live subscription. */
async function pay(person: Person, sessionId: string): Promise<string> {
  await world.control.pay(sessionId);
  const { subscription } = await world.stripe.checkout.sessions.retrieve(sessionId);
  const id = typeof subscription === "string" ? subscription : (subscription?.id ?? "");
  await until(
    "the one that was paid is the only live one",
    async () => {
      const live = await liveSubscriptionsOf(world.stripe, person.accountId);
      const current = await person.client.billing.current.query();
      return (
        live.length === 1 && live[0]?.id === id && current.subscription?.stripeSubscriptionId === id
      );
    },
    { withinMs: 5_000 },
  );
  return id;
}

const replacedIn = (accountId: string) =>
  world.prisma.auditEvent.findMany({
    where: { accountId, action: "subscription.replaced" },
    orderBy: { seq: "asc" },
  });

describe("G3: a billing account has at most one live subscription", () => {
  it("G3: ten times over, cancelled in between or replaced while live, on changing plans: always works, one row, nothing forgotten", async () => {
    const person = await signUp(world.url);
    const bought: string[] = [];
    for (let time = 0; time < 10; time++) {
      const last = bought.at(-1);
      const isReplacing = time % 3 !== 1;
      if (last && !isReplacing) {
        await world.stripe.subscriptions.cancel(last);
        await until(
          "the cancellation is known",
          async () => !(await person.client.billing.current.query()).subscription?.isLive,
          { withinMs: 5_000 },
        );
      }
      const { sessionId } = await startReady(person, {
        revision: time,
        priceId: `${plans[time % 3]}_month_usd`,
        replace: isReplacing,
      });
      bought.push(await pay(person, sessionId));
    }
    expect(await world.prisma.subscription.count({ where: { accountId: person.accountId } })).toBe(
      1,
    );
    const replaced = await replacedIn(person.accountId);
    expect(replaced.map(({ before }) => before)).toMatchObject(
      bought.slice(0, -1).map((stripeSubscriptionId) => ({ stripeSubscriptionId })),
    );
    expect(
      await world.prisma.auditEvent.count({
        where: { accountId: person.accountId, action: "payment.refunded" },
      }),
    ).toBe(0);
    const told = lines.filter((line) => line.includes(person.accountId));
    expect(told).toHaveLength(9);
    expect(told[0]).toMatch(
      /^Replacing inactive subscription sub_\w+ \(Starter\) of acc_\w+ with Plus$/,
    );
    expect(told[1]).toMatch(
      /^Replacing active subscription sub_\w+ \(Plus\) of acc_\w+ with Enterprise$/,
    );
  }, 90_000);

  it("G3: what was paid and not used of a replaced one is credited to the customer, and nothing is refunded", async () => {
    const person = await signUp(world.url);
    await pay(person, (await startReady(person, { priceId: "starter_month_usd" })).sessionId);
    const upgrade = { priceId: "enterprise_month_usd", replace: true, revision: 1 };
    await pay(person, (await startReady(person, upgrade)).sessionId);
    const [customer] = await customersOf(world.stripe, person.accountId);
    expect(customer?.balance).toBeLessThan(-790);
    expect(customer?.balance).toBeGreaterThanOrEqual(-800);
    const charges = await world.stripe.charges.list({ customer: customer?.id ?? "" });
    expect(charges.data.map(({ amount_refunded }) => amount_refunded)).toEqual([0, 0]);
  });

  it("G3: two tabs switch to the same plan: paid in one of them, the other is told that there is nothing to buy", async () => {
    const person = await signUp(world.url);
    await pay(person, (await startReady(person, { priceId: "starter_month_usd" })).sessionId);
    const other = { ...person, url: await world.another() };
    const [first, second] = [
      { priceId: "enterprise_month_usd", replace: true, attempt: "one-of-two-tabs" },
      { priceId: "enterprise_month_usd", replace: true, attempt: "two-of-two-tabs" },
    ];
    const ready = await Promise.all([startReady(person, first), startReady(other, second)]);
    expect(new Set(ready.map(({ sessionId }) => sessionId)).size).toBe(1);
    await pay(person, ready[0].sessionId);
    // The answer of either may have been lost, so that it is pressed again; or its page is opened anew.
    const later = [
      first,
      second,
      { ...second, revision: 1 },
      { ...second, attempt: "opened-anew" },
    ];
    for (const asked of later) expect(gist(await start(other, asked))).toBe("already_subscribed");
    expect(await liveSubscriptionsOf(world.stripe, person.accountId)).toHaveLength(1);
    const [customer] = await customersOf(world.stripe, person.accountId);
    const charges = await world.stripe.charges.list({ customer: customer?.id ?? "" });
    expect(charges.data.map(({ amount }) => amount)).toEqual([9_900, 800]);
  });

  it("G3: changed in place while a checkout for the same is open in another tab: that one cannot be paid any more", async () => {
    const person = await signUp(world.url);
    await pay(person, (await startReady(person, { priceId: "starter_month_usd" })).sessionId);
    const to = { priceId: "plus_month_usd" };
    const { sessionId } = await startReady(person, { ...to, replace: true, revision: 1 });
    const { stripeSubscriptionId: subscriptionId } = await subscriptionOf(person);
    const { request } = await previewed({ ...person, subscriptionId }, to.priceId);
    expect(await person.client.billing.change.mutate(request)).toMatchObject({ is: "done" });
    await until(
      "its session is expired",
      async () => (await world.stripe.checkout.sessions.retrieve(sessionId)).status === "expired",
      { withinMs: 5_000 },
    );
    expect(await world.control.pay(sessionId)).toMatchObject({ outcome: "expired" });
    expect(await subscriptionOf(person)).toMatchObject({ stripeSubscriptionId: subscriptionId });
  });

  it("G3: a start without `replace` over a live subscription is refused with CONFLICT, from fifty tabs and two nodes", async () => {
    const person = await signUp(world.url);
    await pay(person, (await startReady(person)).sessionId);
    const other = await world.another();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, tab) =>
        start(
          { ...person, url: tab % 2 ? other : world.url },
          { attempt: `live-tab-${tab}`, priceId: "plus_month_usd" },
        ),
      ),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({
        is: "refused",
        reason: "already_subscribed",
        code: "CONFLICT",
      });
    expect(await liveSubscriptionsOf(world.stripe, person.accountId)).toHaveLength(1);
  });

  it("G3: a start with `replace` that was opened before the live one ended buys the next one all the same", async () => {
    const person = await signUp(world.url);
    const first = await pay(person, (await startReady(person)).sessionId);
    const next = await startReady(person, {
      revision: 1,
      replace: true,
      priceId: "plus_month_usd",
    });
    await world.stripe.subscriptions.cancel(first);
    await pay(person, next.sessionId);
    expect(gist(await start(person, { revision: 2 }))).toBe("already_subscribed");
  });

  it.each(["both at once", "one after the other"])(
    "G3: two paid sessions reach us anyway, %s: the first paid stays, the other is cancelled and paid back once",
    async (how) => {
      const person = await signUp(world.url);
      const first = await startReady(person, { priceId: "plus_month_usd" });
      const [customer] = await customersOf(world.stripe, person.accountId);
      const { stripePriceId } = await world.prisma.price.findUniqueOrThrow({
        where: { id: "enterprise_month_usd" },
      });
      const checkoutId = `chk_${randomUUID()}`;
      const foreign = await world.stripe.checkout.sessions.create({
        mode: "subscription",
        customer: customer?.id ?? "",
        success_url: "https://example.com/done",
        line_items: [{ price: stripePriceId, quantity: 1 }],
        metadata: { accountId: person.accountId, checkoutId },
        subscription_data: { metadata: { accountId: person.accountId, checkoutId } },
      });
      if (how === "both at once")
        await Promise.all([world.control.pay(first.sessionId), world.control.pay(foreign.id)]);
      else {
        await pay(person, first.sessionId);
        await world.control.pay(foreign.id);
      }
      await until(
        "one is left, the other is paid back, and both facts are recorded",
        async () => {
          const live = await liveSubscriptionsOf(world.stripe, person.accountId);
          const refunds = (await world.stripe.refunds.list()).data.filter(
            ({ metadata }) => metadata?.["accountId"] === person.accountId,
          );
          const told = await world.prisma.auditEvent.count({
            where: { accountId: person.accountId, action: { in: endings } },
          });
          return live.length === 1 && refunds.length === 1 && told === 2;
        },
        { withinMs: 5_000 },
      );
      const [live] = await liveSubscriptionsOf(world.stripe, person.accountId);
      const { subscription } = await person.client.billing.current.query();
      expect(subscription?.stripeSubscriptionId).toBe(live?.id);
      if (how !== "both at once") expect(subscription?.planKey).toBe("plus");
      const story = await world.prisma.auditEvent.findMany({
        where: { accountId: person.accountId },
      });
      const actions = story.map(({ action }) => action);
      expect(actions.filter((action) => endings.includes(action)).sort()).toEqual(
        endings.toSorted(),
      );
      const charges = await world.stripe.charges.list({ customer: customer?.id ?? "" });
      expect(charges.data.map(({ refunded }) => refunded).sort()).toEqual([false, true]);
    },
  );
});

describe("G3, negative controls: the ways of the second post-mortem", () => {
  it("G3: deactivate the active one, then insert: the third purchase meets the unique constraint", async () => {
    await using pool = await openPool(world.databaseUrl);
    await pool.query(userSubscriptions);
    const buy = (id: string) =>
      deactivateThenInsert(pool, { id, userId: "tester", status: "active" });
    await buy("sub_1");
    await expect(buy("sub_2")).rejects.toThrow("user_subscriptions_user_id_key");
  });

  it("G3: read all, delete each, insert (the published fix): two checkouts at once still collide", async () => {
    await using pool = await openPool(world.databaseUrl);
    await Promise.all(Array.from({ length: 8 }, () => pool.query("SELECT 1")));
    const collisions = await Promise.allSettled(
      Array.from({ length: 8 }, (_, tab) =>
        deleteThenInsert(pool, {
          id: `sub_at_once_${tab}`,
          userId: "tester at once",
          status: "active",
        }),
      ),
    );
    expect(collisions.filter(({ status }) => status === "rejected").map(String)).not.toEqual([]);
  });

  it("G3: a claim by upsert with an empty update meets the unique index in a race; ours never did above", async () => {
    const person = await signUp(world.url);
    const row = {
      accountId: person.accountId,
      stripeCustomerId: `cus_${randomUUID()}`,
      email: "a@b.cd",
      name: "A",
    };
    const race = () =>
      Promise.allSettled(
        [1, 2, 3, 4].map(() =>
          world.prisma.customer.upsert({
            where: { accountId: person.accountId },
            create: row,
            update: {},
          }),
        ),
      );
    const failed = await until(
      "one of the four fails on the index",
      async () => {
        await world.prisma.customer.deleteMany({ where: { accountId: person.accountId } });
        return (await race()).find(({ status }) => status === "rejected");
      },
      { withinMs: 20_000 },
    );
    expect(failed).toMatchObject({ reason: { code: "P2002" } });
  });
});
