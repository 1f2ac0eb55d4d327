import type { ActAnswer } from "@idem/billing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asksBank, payHosted, treatCards } from "../world/bank.ts";
import { clientAt } from "../world/client-at.ts";
import { foreignClient, startWorld, type World } from "../world/start-world.ts";
import { previewed, type Subscriber, subscribe, subscriptionOf } from "../world/subscriber.ts";
import { until } from "../world/until.ts";

let world: World;
let second: string;
beforeAll(async () => {
  world = await startWorld();
  second = await world.another();
});
afterAll(() => world.close());

/** Somebody whose bank wants a word at each payment from here on. */
async function careful(): Promise<Subscriber> {
  const subscriber = await subscribe(world);
  await treatCards(world, subscriber.email, asksBank);
  return subscriber;
}

const invoicesOf = async ({ subscriptionId }: Subscriber) =>
  (await world.stripe.invoices.list({ subscription: subscriptionId, limit: 100 })).data.map(
    ({ status, total }) => ({ status, total }),
  );

const gist = (answer: ActAnswer): string => (answer.is === "refused" ? answer.reason : answer.is);

const openInvoiceOf = async (subscriber: Subscriber): Promise<string> =>
  (await subscriptionOf(subscriber)).openInvoice?.id ?? "";

const becomes = (subscriber: Subscriber, priceId: string) =>
  until(
    `the price is ${priceId}`,
    async () => {
      const { priceId: now, pendingChange } = await subscriptionOf(subscriber);
      return now === priceId && pendingChange === null;
    },
    { withinMs: 5_000 },
  );

describe("G2, G3: a change that the customer's bank wants to have confirmed", () => {
  it("G3: pressed ten times in five tabs at two nodes: one invoice to confirm; confirmed, it happens once, for what was shown", async () => {
    const subscriber = await careful();
    const { preview, request } = await previewed(subscriber, "enterprise_month_usd");
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => {
        const url = index % 2 === 0 ? world.url : second;
        const actionId = `an-asking-${Math.floor(index / 2)}`;
        return clientAt(url, subscriber).billing.change.mutate({ ...request, actionId });
      }),
    );
    expect(answers.map(gist)).toEqual(answers.map(() => "to_confirm"));
    const waiting = await invoicesOf(subscriber);
    expect(waiting.filter(({ status }) => status === "open")).toEqual([
      { status: "open", total: preview.dueToday },
    ]);
    expect(await subscriptionOf(subscriber)).toMatchObject({
      status: "active",
      priceId: "plus_month_usd",
      pendingChange: { planName: "Enterprise" },
    });
    await payHosted(world, await openInvoiceOf(subscriber));
    await becomes(subscriber, "enterprise_month_usd");
    const paid = (await invoicesOf(subscriber)).filter(({ status }) => status === "paid");
    expect(paid.map(({ total }) => total)).toEqual([preview.dueToday, 2_000]);
    expect(await subscriber.client.billing.change.mutate(request)).toMatchObject({ is: "done" });
    expect((await invoicesOf(subscriber)).filter(({ status }) => status === "open")).toEqual([]);
  });

  it.each(["lose request", "lose answer"] as const)(
    "G4: %s of the second step: the answer is typed, and there is one invoice to confirm within 5 s",
    async (fate) => {
      const subscriber = await careful();
      const { request } = await previewed(subscriber, "enterprise_month_usd");
      const path = new RegExp(`^POST /v1/subscriptions/${subscriber.subscriptionId}$`);
      // The first sending is refused by the bank; the one that follows is the one that is lost.
      const first = world.door.next(path, "hold answer");
      const asked = subscriber.client.billing.change.mutate(request);
      await first.struck;
      const lost = world.door.next(path, fate);
      first.release();
      await lost.struck;
      expect(await asked).toMatchObject({ is: "refused", reason: "provider_unavailable" });
      lost.release();
      await until(
        "the change waits for its confirmation",
        async () => (await subscriptionOf(subscriber)).pendingChange?.expiresAt,
        { withinMs: 5_000 },
      );
      expect((await invoicesOf(subscriber)).map(({ status }) => status)).toEqual(["open", "paid"]);
    },
  );

  it("G2: what the bank is not told in time, lapses: the plan stays, nothing is owed, and it can be asked for again", async () => {
    const subscriber = await careful();
    const { request } = await previewed(subscriber, "enterprise_month_usd");
    await subscriber.client.billing.change.mutate(request);
    const id = await openInvoiceOf(subscriber);
    await world.stripe.invoices.voidInvoice(id);
    await until(
      "nothing waits any more",
      async () => {
        const { pendingChange, openInvoice } = await subscriptionOf(subscriber);
        return pendingChange === null && openInvoice === null;
      },
      { withinMs: 5_000 },
    );
    expect((await subscriptionOf(subscriber)).priceId).toBe("plus_month_usd");
    const again = await previewed(subscriber, "enterprise_month_usd");
    expect(await subscriber.client.billing.change.mutate(again.request)).toMatchObject({
      is: "to_confirm",
      invoice: { url: expect.stringContaining("http") },
    });
  });

  it("G2: the bank says no: nothing has changed, and the way to confirm is still open", async () => {
    const subscriber = await careful();
    const { request } = await previewed(subscriber, "enterprise_month_usd");
    await subscriber.client.billing.change.mutate(request);
    await payHosted(world, await openInvoiceOf(subscriber), "fail");
    const after = await subscriptionOf(subscriber);
    expect(after).toMatchObject({ status: "active", priceId: "plus_month_usd" });
    expect(gist(await subscriber.client.billing.change.mutate(request))).toBe("to_confirm");
  });

  it("G2: a declined card is no question of the bank: refused, and nothing waits", async () => {
    const subscriber = await subscribe(world);
    await treatCards(world, subscriber.email, "4000000000000002");
    const { request } = await previewed(subscriber, "enterprise_month_usd");
    expect(await subscriber.client.billing.change.mutate(request)).toMatchObject({
      is: "refused",
      reason: "payment_failed",
    });
    expect(await subscriptionOf(subscriber)).toMatchObject({
      pendingChange: null,
      openInvoice: null,
    });
  });
});

describe("G3, negative control: the same two presses without looking for what waits already", () => {
  it("G3: each asks Stripe anew, and what the first tab shows can no longer be confirmed", async () => {
    const subscriber = await careful();
    const stripe = foreignClient(world.localStripe.url);
    const { items } = await stripe.subscriptions.retrieve(subscriber.subscriptionId);
    const item = items.data[0]?.id ?? "";
    const [price] = (await stripe.prices.list({ lookup_keys: ["enterprise_month_usd"] })).data;
    const ask = async () => {
      const { latest_invoice } = await stripe.subscriptions.update(subscriber.subscriptionId, {
        items: [{ id: item, price: price?.id ?? "" }],
        proration_behavior: "always_invoice",
        payment_behavior: "pending_if_incomplete",
      });
      return String(latest_invoice);
    };
    const shown = await ask();
    await ask();
    expect((await stripe.invoices.retrieve(shown)).status).toBe("void");
  });
});
