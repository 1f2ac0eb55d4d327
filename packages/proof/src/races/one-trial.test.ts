import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cardTrialTable, mayTry, tryIt } from "../controls/claim-trial.ts";
import { customersOf } from "../world/customers-of.ts";
import { openPool } from "../world/open-pool.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { subscriptionOf } from "../world/subscriber.ts";
import { until } from "../world/until.ts";

/** Cards that can be saved. */
const cards = {
  /** Has had its trial once the first test is over. */
  ofFive: "4242424242424242",
  ofOneAccount: "5555555555554444",
  withoutMoney: "4000000000000341",
};
const team = { priceId: "team_month_usd", quantity: 2 };

let world: World;
let second: string;
beforeAll(async () => {
  world = await startWorld();
  second = await world.another();
});
afterAll(() => world.close());

/** Somebody who has a trial before them. */
async function aboutToTry(): Promise<Person & { sessionId: string }> {
  const person = await signUp(world.url);
  const { sessionId, quote } = await startReady(person, { ...team, shownDueToday: 0 });
  expect(quote).toMatchObject({ dueToday: 0, trial: { days: 14, firstCharge: 2_400 } });
  return { ...person, sessionId };
}

/** What Stripe holds of somebody, once nothing is on its way any more. */
async function settled({ accountId, client }: Person) {
  const [customer] = await customersOf(world.stripe, accountId);
  const list = { customer: customer?.id ?? "", limit: 100 };
  const [subscription] = (await world.stripe.subscriptions.list(list)).data;
  const row = (await client.billing.current.query()).subscription;
  if (!subscription || row?.status !== subscription.status) return null;
  const invoices = await world.stripe.invoices.list(list);
  return { status: subscription.status, totals: totalsOf(invoices.data) };
}

const totalsOf = (invoices: Stripe.Invoice[]) => invoices.map(({ amount_paid: paid }) => paid);

/** How often Stripe was told, and did, that a trial ends now. */
const endings = async (subscriptionId: string): Promise<number> =>
  (await world.control.requests()).filter(
    ({ method, path, executed, replayed }) =>
      method === "POST" && path === `/v1/subscriptions/${subscriptionId}` && executed && !replayed,
  ).length;

describe("G3: one free trial for each account and each card", () => {
  it("G3: five accounts pay with the same card in the same moment, at two nodes: one trial, four pay at once, each once", async () => {
    const people = await Promise.all(Array.from({ length: 5 }, aboutToTry));
    await Promise.all(people.map(({ sessionId }) => world.control.pay(sessionId, cards.ofFive)));
    // Webhooks ring at the first node meanwhile; these ring at both.
    await Promise.all(
      people.map(({ client, cookie, sessionId }, index) =>
        index % 2 === 0
          ? client.checkout.status.query({ sessionId })
          : fetch(`${second}/api/trpc/checkout.status?input={"sessionId":"${sessionId}"}`, {
              headers: { cookie },
            }),
      ),
    );
    const ended = await until(
      "one trial is left",
      async () => {
        const all = await Promise.all(people.map(settled));
        return all.filter((one) => one?.status === "active").length === 4 ? all : null;
      },
      { withinMs: 10_000 },
    );
    expect(ended.map((one) => one?.status).toSorted()).toEqual([
      ...Array.from({ length: 4 }, () => "active"),
      "trialing",
    ]);
    for (const one of ended)
      expect(one?.totals).toEqual(one?.status === "active" ? [2_400, 0] : [0]);
    const told = await Promise.all(
      people.map(async (person) => endings((await subscriptionOf(person)).stripeSubscriptionId)),
    );
    expect(told.toSorted()).toEqual([0, 1, 1, 1, 1]);
    expect(await world.prisma.trialUse.count()).toBe(1);
  });

  it("G3: an account that has had its trial is told the price before it pays, also from an old page", async () => {
    const person = await aboutToTry();
    await world.control.pay(person.sessionId, cards.ofOneAccount);
    await person.client.checkout.status.query({ sessionId: person.sessionId });
    const { stripeSubscriptionId: subscriptionId } = await subscriptionOf(person);
    const actionId = "ends-now-please";
    await person.client.billing.cancel.mutate({ subscriptionId, actionId, when: "now" });
    expect(await person.client.checkout.quote.query(team)).toMatchObject({
      trial: null,
      dueToday: 2_400,
    });
    const again = { ...team, attempt: "the-second-attempt", revision: 0, ui: "embedded" as const };
    expect(await person.client.checkout.start.mutate({ ...again, shownDueToday: 0 })).toMatchObject(
      { is: "refused", reason: "price_changed", quote: { dueToday: 2_400 } },
    );
  });

  it.each(["lose request", "lose answer"] as const)(
    "G4: %s of the end of a second trial: it is ended once, and paid once",
    async (fate) => {
      const person = await aboutToTry();
      const lost = world.door.next(/^POST \/v1\/subscriptions\/sub_\w+$/, fate);
      await world.control.pay(person.sessionId, cards.ofFive);
      await lost.struck;
      lost.release();
      const now = await until(
        "it is paid for",
        async () => {
          const one = await settled(person);
          return one?.status === "active" ? one : null;
        },
        { withinMs: 10_000 },
      );
      expect(now.totals).toEqual([2_400, 0]);
      const { stripeSubscriptionId } = await subscriptionOf(person);
      expect(await endings(stripeSubscriptionId)).toBe(1);
    },
  );

  it("G3: a second trial whose card does not pay is past due, and says so", async () => {
    const first = await aboutToTry();
    await world.control.pay(first.sessionId, cards.withoutMoney);
    await until("the card is known", async () => (await trialsWith(first)) > 0, {
      withinMs: 5_000,
    });
    const person = await aboutToTry();
    await world.control.pay(person.sessionId, cards.withoutMoney);
    const status = await person.client.checkout.status.query({ sessionId: person.sessionId });
    expect(status.is).toBe("active");
    await until(
      "the payment has failed",
      async () => (await settled(person))?.status === "past_due",
      { withinMs: 10_000 },
    );
    expect((await subscriptionOf(person)).openInvoice).toMatchObject({ amountDue: 2_400 });
  });

  const trialsWith = ({ accountId }: Person) =>
    world.prisma.trialUse.count({ where: { accountId } });
});

describe("G3, negative controls: without the guard a card has two trials", () => {
  it("G3: ask first, write afterwards: two accounts in the same moment", async () => {
    await using pool = await openPool(world.databaseUrl);
    await pool.query(cardTrialTable);
    const [one, other] = [await mayTry(pool, "card"), await mayTry(pool, "card")];
    if (one) await tryIt(pool, "acc_one", "card");
    if (other) await tryIt(pool, "acc_other", "card");
    const { rows } = await pool.query("SELECT account FROM card_trial WHERE card = 'card'");
    expect(rows).toHaveLength(2);
  });

  it("G3: without its unique index, PostgreSQL takes a second trial of a card; with it, never", async () => {
    const { accountId } = await signUp(world.url);
    const copy = () => world.prisma.$executeRaw`
      INSERT INTO trial_use (account_id, stripe_subscription_id, card_fingerprint)
      SELECT ${accountId}, 'sub_copy', card_fingerprint FROM trial_use LIMIT 1`;
    await expect(copy()).rejects.toThrow("trial_use_card_fingerprint_key");
    await world.prisma.$executeRaw`DROP INDEX trial_use_card_fingerprint_key`;
    expect(await copy()).toBe(1);
  });
});
