import { afterAll, beforeAll, expect, it } from "vitest";
import { passTime } from "../months/pass-time.ts";
import { settle } from "../months/settle.ts";
import { joinClock } from "../world/join-clock.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";

const declined = "4000000000009995";

let world: World;
const time = { nowMs: Date.UTC(2031, 0, 15, 9) };
beforeAll(async () => {
  world = await startWorld({ nowMs: () => time.nowMs });
});
afterAll(() => world.close());

/** Somebody whose year with Plus was paid, and whose second one was not: the card has stopped working. */
async function fallBehind(person: Person) {
  const { sessionId } = await startReady(person, { priceId: "plus_year_usd" });
  const { clock, customerId } = await joinClock(world, person.accountId, time.nowMs);
  await world.control.pay(sessionId);
  await settle(world);
  await world.control.cardsLike(customerId, declined);
  const [bought] = (await world.stripe.subscriptions.list({ customer: customerId })).data;
  if (bought === undefined) throw new Error("Nothing was bought.");
  const renewsAtMs = (bought.items.data[0]?.current_period_end ?? 0) * 1_000;
  await passTime({ ...world, time }, [clock], renewsAtMs);
  await settle(world);
  return { customerId, subscriptionId: bought.id };
}

it("G3: what is replaced while its renewal is unpaid ends without credit: nobody is given a year that nobody paid", async () => {
  const person = await signUp(world.url);
  const { customerId, subscriptionId } = await fallBehind(person);
  const { subscription: overdue } = await person.client.billing.current.query();
  expect(overdue).toMatchObject({ status: "past_due", openInvoice: { amountDue: 19_200 } });

  const next = await startReady(person, {
    priceId: "starter_month_usd",
    replace: true,
    revision: 1,
  });
  await world.control.pay(next.sessionId);
  await settle(world);

  const live = await world.stripe.subscriptions.list({ customer: customerId });
  const { subscription } = await person.client.billing.current.query();
  expect(live.data.map(({ id }) => id)).toEqual([subscription?.stripeSubscriptionId]);
  expect(subscription).toMatchObject({ planKey: "starter", status: "active", openInvoice: null });
  const ended = await world.stripe.subscriptions.retrieve(subscriptionId);
  expect(ended.status).toBe("canceled");
  const customer = await world.stripe.customers.retrieve(customerId);
  expect(customer).toMatchObject({ balance: 0 });
  // It is still owed, and nothing is charged for it by itself any more: what becomes of it is for people.
  const invoices = await world.stripe.invoices.list({ subscription: subscriptionId });
  expect(invoices.data.map(({ status, auto_advance }) => [status, auto_advance])).toEqual([
    ["open", false],
    ["paid", false],
  ]);
});
