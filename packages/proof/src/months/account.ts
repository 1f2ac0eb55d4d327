import { randomUUID } from "node:crypto";
import { joinClock } from "../world/join-clock.ts";
import { signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import type { Subscriber } from "../world/subscriber.ts";
import { until } from "../world/until.ts";
import { type Bill, begin, newBill } from "./bill.ts";
import { monthsAfter } from "./calendar.ts";
import type { Life, Recovery } from "./life.ts";
import type { MonthsWorld } from "./months-world.ts";
import { amountOf, type Price, priceIdOf } from "./prices.ts";

/** Somebody who lives through the months, on a test clock of their own. */
export type LivingAccount = {
  life: Life;
  subscriber: Subscriber;
  customerId: string;
  clock: string;
  /** What they have, as they would say themselves. */
  has: Price;
  bill: Bill;
  /** How the card comes right again; `null` while it works. */
  broken: Recovery | null;
};

/** Signs up and buys Plus, on a clock that stands where everybody's time does. */
export async function beginLife(world: MonthsWorld, life: Life): Promise<LivingAccount> {
  const atMs = world.time.nowMs;
  const person = await signUp(world.urls[life.index % world.urls.length] ?? world.urls[0]);
  const has: Price = { plan: "plus", interval: life.interval, currency: life.currency };
  const choice = { priceId: priceIdOf(has), ...(life.code === null ? {} : { code: life.code }) };
  const { sessionId } = await startReady(person, choice);
  const { clock, customerId } = await joinClock(world, person.accountId, atMs);
  await world.control.pay(sessionId);
  const bill = newBill(life.currency);
  if (life.code !== null) bill.discountEndMs = monthsAfter(atMs, 3);
  begin(bill, { atMs, interval: has.interval, price: amountOf(has) });
  const subscriptionId = await whenActive(person.client);
  const subscriber = { ...person, subscriptionId };
  return { life, subscriber, customerId, clock, has, bill, broken: null };
}

/** Buys Plus by the month, having left. */
export async function comeBack(world: MonthsWorld, account: LivingAccount): Promise<void> {
  const { subscriber, life, bill } = account;
  account.has = { plan: "plus", interval: "month", currency: life.currency };
  const choice = { priceId: priceIdOf(account.has), attempt: randomUUID() };
  const { sessionId } = await startReady(subscriber, choice);
  await world.control.pay(sessionId);
  const former = subscriber.subscriptionId;
  subscriber.subscriptionId = await whenActive(subscriber.client, former);
  begin(bill, { atMs: world.time.nowMs, interval: "month", price: amountOf(account.has) });
  account.broken = null;
}

const whenActive = (client: Subscriber["client"], former?: string) =>
  until(
    "the purchase is known",
    async () => {
      const { subscription } = await client.billing.current.query();
      const isNew =
        subscription?.status === "active" && subscription.stripeSubscriptionId !== former;
      return isNew ? subscription.stripeSubscriptionId : null;
    },
    { withinMs: 30_000 },
  );
