import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { passTime } from "../months/pass-time.ts";
import { allMailed, settle } from "../months/settle.ts";
import { joinClock } from "../world/join-clock.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { asking } from "../world/subscriber.ts";
import { lettersTo } from "./letters.ts";
import { openPost, type Post } from "./open-post.ts";

const dayMs = 86_400_000;
const declined = "4000000000009995";
const asksTheBank = "4000002760003184";

let post: Post;
let world: World;
const time = { nowMs: Date.UTC(2031, 0, 15, 9) };
beforeAll(async () => {
  post = await openPost();
  world = await startWorld({ overrides: { mail: post.mail }, nowMs: () => time.nowMs });
  await world.another();
  await world.control.faults({ webhooks: { duplicate: 1, shuffle: true } });
});
afterAll(async () => {
  await world.close();
  await post.close();
});

type Payer = Person & { clock: string; customerId: string };

/** Somebody with Plus by the month, on a test clock. */
async function buy(): Promise<Payer> {
  const person = await signUp(world.url);
  const { sessionId } = await startReady(person, { priceId: "plus_month_usd" });
  const place = await joinClock(world, person.accountId, time.nowMs);
  await world.control.pay(sessionId);
  await settle(world);
  return { ...person, ...place };
}

/** Time passes, and all that comes of it is done. */
async function passTo({ clock }: Payer, atMs: number): Promise<void> {
  await passTime({ ...world, time }, [clock], atMs);
  await settle(world);
}
const pass = (payer: Payer, days: number) => passTo(payer, time.nowMs + days * dayMs);

/** To the very second in which it renews. */
async function renew(payer: Payer): Promise<void> {
  const { data } = await world.stripe.subscriptions.list({ customer: payer.customerId });
  await passTo(payer, (data[0]?.items.data[0]?.current_period_end ?? 0) * 1_000);
}

const now = async ({ client }: Payer) => {
  const { subscription, entitlement } = await client.billing.current.query();
  return { status: subscription?.status, entitlement, invoice: subscription?.openInvoice ?? null };
};

/** Subjects, how often each came, and nothing twice. */
async function letters(payer: Payer): Promise<string[]> {
  await allMailed(world);
  const all = lettersTo(post.mailbox, payer);
  expect(all.map(({ copies }) => copies)).toEqual(all.map(() => 1));
  return all.map(({ subject }) => subject).toSorted();
}

const iso = (atMs: number): string => new Date(atMs).toISOString();
const welcome = ["Receipt for $20.00", "Welcome to Plus"];
const failed = "Your payment of $20.00 did not go through";

describe("a renewal that is declined", () => {
  it("G4: is told once, whatever is tried again, and has its receipt when a later try goes through", async () => {
    const payer = await buy();
    await world.control.cardsLike(payer.customerId, declined);
    await renew(payer);
    const owedSince = time.nowMs;
    expect(await now(payer)).toMatchObject({
      status: "past_due",
      entitlement: { is: "grace", since: iso(owedSince), until: iso(owedSince + 21 * dayMs) },
      invoice: { amountDue: 2_000 },
    });
    expect(await letters(payer)).toEqual([...welcome, failed].toSorted());
    await pass(payer, 4);
    expect(await now(payer)).toMatchObject({ status: "past_due", entitlement: { is: "grace" } });
    await world.control.cardsLike(payer.customerId, null);
    await pass(payer, 5);
    expect(await now(payer)).toMatchObject({
      status: "active",
      entitlement: { is: "entitled", because: "paid" },
      invoice: null,
    });
    expect(await letters(payer)).toEqual([...welcome, failed, "Receipt for $20.00"].toSorted());
  });

  it("G4: asks for the bank's word: the page says so, and a word to the bank makes it good", async () => {
    const payer = await buy();
    await world.control.cardsLike(payer.customerId, asksTheBank);
    await renew(payer);
    const { status, invoice } = await now(payer);
    expect(status).toBe("past_due");
    if (invoice === null) throw new Error("Something is owed.");
    const { subscription } = await payer.client.billing.current.query();
    const subscriptionId = subscription?.stripeSubscriptionId ?? "sub_none";
    const paying = { ...asking({ subscriptionId }), invoiceId: invoice.id };
    expect(await payer.client.billing.payInvoice.mutate(paying)).toMatchObject({
      is: "to_confirm",
      invoice: { id: invoice.id, url: expect.stringMatching(/^http/) },
    });
    await world.control.payInvoice(invoice.id, { action: "complete" });
    await settle(world);
    expect(await now(payer)).toMatchObject({ status: "active", entitlement: { is: "entitled" } });
    expect(await letters(payer)).toEqual([...welcome, failed, "Receipt for $20.00"].toSorted());
  });

  it("G4: is given up and cancelled: told of the failure and of the end, once each", async () => {
    await world.control.collecting({ afterLastRetry: "cancel" });
    const payer = await buy();
    await world.control.cardsLike(payer.customerId, declined);
    await renew(payer);
    await pass(payer, 15);
    expect(await now(payer)).toMatchObject({
      status: "canceled",
      entitlement: { is: "ended", because: "cancelled", since: iso(time.nowMs) },
    });
    expect(await letters(payer)).toEqual(
      [...welcome, failed, "Your Plus subscription has ended"].toSorted(),
    );
  });

  it("G4: is given up and left unpaid: told of the failure and of the giving up; paid after all, it goes on", async () => {
    await world.control.collecting({ afterLastRetry: "unpaid" });
    const payer = await buy();
    await world.control.cardsLike(payer.customerId, declined);
    await renew(payer);
    await pass(payer, 15);
    const { status, entitlement, invoice } = await now(payer);
    expect({ status, entitlement }).toMatchObject({
      status: "unpaid",
      entitlement: { is: "ended", because: "unpaid" },
    });
    expect(await letters(payer)).toEqual([...welcome, failed, failed].toSorted());
    await world.control.cardsLike(payer.customerId, null);
    const { subscription } = await payer.client.billing.current.query();
    const subscriptionId = subscription?.stripeSubscriptionId ?? "sub_none";
    const paying = { ...asking({ subscriptionId }), invoiceId: invoice?.id ?? "in_none" };
    expect(await payer.client.billing.payInvoice.mutate(paying)).toMatchObject({ is: "done" });
    await settle(world);
    expect(await now(payer)).toMatchObject({ status: "active", entitlement: { is: "entitled" } });
    expect(await letters(payer)).toEqual(
      [...welcome, failed, failed, "Receipt for $20.00"].toSorted(),
    );
  });

  it("is left past due for ever: served to the end of the grace, and not at it", async () => {
    await world.control.collecting({ afterLastRetry: "past_due" });
    const payer = await buy();
    await world.control.cardsLike(payer.customerId, declined);
    await renew(payer);
    await pass(payer, 20);
    expect(await now(payer)).toMatchObject({ status: "past_due", entitlement: { is: "grace" } });
    await pass(payer, 1);
    expect(await now(payer)).toMatchObject({
      status: "past_due",
      entitlement: { is: "ended", because: "unpaid", since: iso(time.nowMs) },
    });
    await world.control.collecting({ afterLastRetry: "cancel" });
  });
});

describe("payments of which nobody heard", () => {
  it("G4: two renewals between two looks: a receipt for each, once", async () => {
    const payer = await buy();
    const [endpoint] = (await world.stripe.webhookEndpoints.list()).data;
    if (endpoint === undefined) throw new Error("There is a webhook endpoint.");
    await world.stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await renew(payer);
    await renew(payer);
    expect(await letters(payer)).toEqual(welcome);
    await world.stripe.webhookEndpoints.update(endpoint.id, { disabled: false });
    await world.stripe.customers.update(payer.customerId, { description: "somebody looks" });
    await settle(world);
    const receipt = "Receipt for $20.00";
    expect(await letters(payer)).toEqual([...welcome, receipt, receipt].toSorted());
  });
});
