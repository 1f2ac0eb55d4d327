import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { tamper } from "../world/tamper.ts";
import { collectEvidence } from "./collect-evidence.ts";
import type { Evidence } from "./evidence.ts";
import { invariants, judge } from "./judge.ts";
import { emptyLedger, type Ledger } from "./ledger.ts";

let world: World;
beforeAll(async () => {
  // Nothing looks by itself: what is broken by hand must not be mended before it was seen.
  world = await startWorld({ webhooks: false, overrides: { sweepIntervalMs: 3_600_000 } });
});
afterAll(() => world.close());

type Sale = { person: Person; customerId: string; sessionId: string; ledger: Ledger };

/** Somebody who bought one thing, and everything about it is as it should be. */
async function sell(): Promise<Sale> {
  const person = await signUp(world.url);
  const { accountId } = person;
  const { sessionId, quote } = await startReady(person, { priceId: "plus_month_usd" });
  await world.control.pay(sessionId);
  const { is } = await person.client.checkout.status.query({ sessionId });
  const [customer] = await customersOf(world.stripe, accountId);
  const { dueToday, currency } = quote;
  return {
    person,
    customerId: customer?.id ?? "",
    sessionId,
    ledger: {
      ...emptyLedger(),
      shown: [{ accountId, sessionId, dueToday, currency }],
      paid: [{ accountId, sessionId }],
      returned: [{ accountId, sessionId, is, atMs: Date.now() }],
    },
  };
}

/** The invariants that are found broken about this buyer. */
async function broken({ person, customerId, ledger }: Sale): Promise<string[]> {
  const everything = await collectEvidence({
    databaseUrl: world.databaseUrl,
    stripeUrl: world.localStripe.url,
    stripe: world.stripe,
    ledger,
  });
  const { accountId } = person;
  const evidence: Evidence = {
    ...everything,
    accounts: everything.accounts.filter((account) => account.accountId === accountId),
    unknownEffects: everything.unknownEffects.filter((effect) => effect.accountId === accountId),
    undoneEvents: everything.undoneEvents.filter(({ id }) => id.endsWith(accountId)),
    mostOpen:
      everything.mostOpen.customer === customerId
        ? everything.mostOpen
        : { count: 1, customer: customerId },
  };
  return [...new Set(judge(evidence).map(({ invariant }) => invariant))];
}

type ByHand = { replaces?: string; priceId?: string };

/** A session that somebody made past Idem. */
async function openByHand({ person, customerId }: Sale, by: ByHand = {}): Promise<string> {
  const { replaces, priceId = "plus_month_usd" } = by;
  const price = await world.prisma.price.findUniqueOrThrow({ where: { id: priceId } });
  const { id } = await world.stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customerId,
    success_url: "https://example.com/done",
    line_items: [{ price: price.stripePriceId, quantity: 1 }],
    metadata: { accountId: person.accountId },
    subscription_data: {
      metadata: { accountId: person.accountId, ...(replaces === undefined ? {} : { replaces }) },
    },
  });
  return id;
}

/** Pays for it, a while after everything before: Stripe counts in whole seconds. */
async function buyByHand(sale: Sale, by: ByHand = {}): Promise<string> {
  await world.control.advanceClock(5_000);
  await world.control.pay(await openByHand(sale, by));
  return latest(sale);
}

async function latest({ customerId }: Sale): Promise<string> {
  const { data } = await world.stripe.subscriptions.list({ customer: customerId });
  return data[0]?.id ?? "";
}

type Damage = [sees: string, invariant: string, doDamage: (sale: Sale) => Promise<unknown>];

const damages: Damage[] = [
  [
    "a second customer at Stripe",
    "an account has at most one customer at Stripe",
    ({ person }) => world.stripe.customers.create({ metadata: { accountId: person.accountId } }),
  ],
  [
    "two sessions that could be paid",
    "an account has at most one payable session",
    async (sale) => [await openByHand(sale), await openByHand(sale)],
  ],
  [
    "two sessions that were open at once, also when they are closed in the end",
    "no customer ever had two payable sessions at once",
    async (sale) => {
      const ids = [await openByHand(sale), await openByHand(sale), await openByHand(sale)];
      for (const id of ids) await world.stripe.checkout.sessions.expire(id);
    },
  ],
  [
    "a second live subscription",
    "an account has at most one live subscription",
    async (sale) => world.control.pay(await openByHand(sale)),
  ],
  [
    "two subscriptions paid at the same time",
    "nobody pays for the same thing twice",
    async (sale) => {
      await world.control.pay(await openByHand(sale));
      // Stripe counts in whole seconds: what begins and ends in the same one was never there.
      await world.control.advanceClock(5_000);
      const { data } = await world.stripe.subscriptions.list({ customer: sale.customerId });
      await world.stripe.subscriptions.cancel(data[0]?.id ?? "");
    },
  ],
  [
    "a total that is not the one that was shown",
    "what was charged is what was shown",
    async ({ ledger }) => {
      for (const shown of ledger.shown) shown.dueToday += 1;
    },
  ],
  [
    "a payment that our checkout does not know of",
    "every payment that Stripe took is known to us",
    ({ sessionId }) =>
      world.prisma.checkout.update({
        where: { stripeSessionId: sessionId },
        data: { status: "EXPIRED" },
      }),
  ],
  [
    "a buyer who paid and was told that it has expired",
    "every buyer who paid was told so",
    async ({ ledger }) => {
      for (const returned of ledger.returned) returned.is = "expired";
    },
  ],
  [
    "a return page that never ends",
    "every buyer who paid was told so",
    async ({ ledger, person: { accountId }, sessionId }) =>
      ledger.unfinished.push({ accountId, sessionId, is: "processing" }),
  ],
  [
    "a payment of which Stripe knows nothing",
    "every buyer who paid was told so",
    async ({ ledger, person: { accountId } }) =>
      ledger.paid.push({ accountId, sessionId: "cs_test_forgotten" }),
  ],
  [
    "a customer of ours that is not Stripe’s",
    "our customer is Stripe’s",
    ({ person: { accountId } }) =>
      world.prisma.customer.update({
        where: { accountId },
        data: { stripeCustomerId: `cus_${randomUUID()}` },
      }),
  ],
  [
    "a subscription row with another status",
    "our subscription is Stripe’s",
    ({ person: { accountId } }) =>
      world.prisma.subscription.update({ where: { accountId }, data: { status: "past_due" } }),
  ],
  [
    "a session that no row of ours names",
    "our checkouts are Stripe’s sessions",
    (sale) => openByHand(sale),
  ],
  [
    "an audit event that was changed",
    "every audit chain verifies",
    ({ person: { accountId } }) =>
      tamper(
        world.databaseUrl,
        `UPDATE audit_event SET reason = 'other' WHERE account_id = '${accountId}' AND seq = 2`,
      ),
  ],
  [
    "an effect in doubt",
    "every effect’s outcome is known",
    ({ person: { accountId } }) =>
      world.prisma.effect.create({
        data: {
          accountId,
          kind: "session.expire",
          slot: `session.expire:${accountId}`,
          key: randomUUID(),
          intent: {},
          request: {},
          requestHash: "",
          attempts: 1,
        },
      }),
  ],
  [
    "an event whose work was not done",
    "every event’s work is done",
    ({ person: { accountId } }) =>
      world.prisma.webhookEvent.create({
        data: { id: `evt_${accountId}`, type: "invoice.paid", payload: {}, createdAt: new Date() },
      }),
  ],
];

describe("the checker of the chaos can fail", () => {
  it("finds nothing where nothing is wrong", async () => {
    expect(await broken(await sell())).toEqual([]);
  });

  it.each(damages)("the checker sees %s", async (_, invariant, doDamage) => {
    const sale = await sell();
    await doDamage(sale);
    expect(await broken(sale)).toContain(invariant);
  });

  it("the checker is content with a duplicate that was ended and paid back", async () => {
    const sale = await sell();
    await world.control.pay(await openByHand(sale));
    await sale.person.client.checkout.status.query({ sessionId: sale.sessionId });
    const { data } = await world.stripe.subscriptions.list({ customer: sale.customerId });
    for (const { id } of data.slice(0, -1)) await world.stripe.subscriptions.cancel(id);
    const { data: charges } = await world.stripe.charges.list({ customer: sale.customerId });
    await world.stripe.refunds.create({ charge: charges[0]?.id ?? "" });
    const found = await broken(sale);
    expect(found).not.toContain("nobody pays for the same thing twice");
    expect(found).not.toContain("an account has at most one live subscription");
  });

  it("the checker is content with one that ends late, when what replaced it has been replaced too", async () => {
    const sale = await sell();
    const first = await latest(sale);
    const second = await buyByHand(sale, { replaces: first, priceId: "enterprise_month_usd" });
    await buyByHand(sale, { replaces: second, priceId: "starter_month_usd" });
    await world.control.advanceClock(5_000);
    for (const id of [first, second]) await world.stripe.subscriptions.cancel(id);
    expect(await broken(sale)).not.toContain("nobody pays for the same thing twice");
  });

  it("the checker sees two that overlap beside one that was replaced", async () => {
    const sale = await sell();
    const second = await buyByHand(sale, {
      replaces: await latest(sale),
      priceId: "enterprise_month_usd",
    });
    await buyByHand(sale);
    await world.control.advanceClock(5_000);
    await world.stripe.subscriptions.cancel(second);
    expect(await broken(sale)).toContain("nobody pays for the same thing twice");
  });

  it("the checker sees the same that was bought again in its own place", async () => {
    const sale = await sell();
    const first = await latest(sale);
    await buyByHand(sale, { replaces: first });
    await world.stripe.subscriptions.cancel(first);
    expect(await broken(sale)).toContain("nobody pays for the same thing twice");
  });

  it("each invariant is seen to fail by one of these", () => {
    const seen = new Set(damages.map(([, invariant]) => invariant));
    expect(invariants.filter(({ name }) => !seen.has(name)).map(({ name }) => name)).toEqual([]);
  });
});
