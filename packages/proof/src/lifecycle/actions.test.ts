import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "../world/start-world.ts";
import { asking, previewed, subscribe, subscriptionOf } from "../world/subscriber.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const atStripe = (id: string) => world.stripe.subscriptions.retrieve(id);

describe("G3: a customer changes the subscription", () => {
  it("G2: an upgrade happens now, for what the preview showed, to the cent", async () => {
    const subscriber = await subscribe(world);
    const { preview, request } = await previewed(subscriber, "enterprise_month_usd");
    expect(preview).toMatchObject({ when: "now", currency: "usd", recurring: 9_900 });
    expect(preview.charge - preview.credit).toBe(preview.dueToday);
    const answer = await subscriber.client.billing.change.mutate(request);
    expect(answer).toMatchObject({
      is: "done",
      subscription: { priceId: "enterprise_month_usd", planName: "Enterprise", unitAmount: 9_900 },
    });
    const { latest_invoice } = await atStripe(subscriber.subscriptionId);
    const invoice = await world.stripe.invoices.retrieve(String(latest_invoice));
    expect(invoice).toMatchObject({ status: "paid", amount_paid: preview.dueToday });
  });

  it("G2: a downgrade waits for the renewal, is shown as planned, and can be taken back", async () => {
    const subscriber = await subscribe(world, "enterprise_month_usd");
    const { preview, request } = await previewed(subscriber, "starter_month_usd");
    expect(preview).toMatchObject({ when: "renewal", dueToday: 0, recurring: 800 });
    const planned = await subscriber.client.billing.change.mutate(request);
    expect(planned).toMatchObject({
      is: "done",
      subscription: {
        priceId: "enterprise_month_usd",
        scheduledChange: { isOurs: true, priceId: "starter_month_usd", at: preview.at },
        nextCharge: { amount: 800, at: preview.at },
      },
    });
    const undone = await subscriber.client.billing.undoChange.mutate(asking(subscriber));
    expect(undone).toMatchObject({
      is: "done",
      subscription: { scheduledChange: null, nextCharge: { amount: 9_900 } },
    });
    expect((await atStripe(subscriber.subscriptionId)).schedule).toBeNull();
  });

  it("G2: a total that is not the one that was shown is refused, and nothing has changed", async () => {
    const subscriber = await subscribe(world);
    const { request } = await previewed(subscriber, "enterprise_month_usd");
    const shown = { ...request.shown, dueToday: request.shown.dueToday - 1 };
    const answer = await subscriber.client.billing.change.mutate({ ...request, shown });
    expect(answer).toMatchObject({ is: "refused", reason: "price_changed" });
    expect((await subscriptionOf(subscriber)).priceId).toBe("plus_month_usd");
  });

  it("G2: a second of another period, an old one and one to come are no preview that anybody was shown", async () => {
    const subscriber = await subscribe(world);
    const { request } = await previewed(subscriber, "enterprise_month_usd");
    const { currentPeriodEnd } = await subscriptionOf(subscriber);
    const now = Date.now();
    // At the end of the period an upgrade costs nothing, as Stripe's own preview says.
    const seconds = [now - 600_000, now - 86_400_000, Date.parse(currentPeriodEnd ?? "") - 1_000];
    for (const at of seconds) {
      const shown = {
        when: "now",
        dueToday: 0,
        prorationDate: new Date(at).toISOString(),
      } as const;
      const answer = await subscriber.client.billing.change.mutate({ ...request, shown });
      expect(answer).toMatchObject({ is: "refused", reason: "price_changed" });
    }
    expect((await subscriptionOf(subscriber)).priceId).toBe("plus_month_usd");
  });

  it("ends at the end of the period, goes on after all, and ends now", async () => {
    const subscriber = await subscribe(world);
    const { billing } = subscriber.client;
    const { currentPeriodEnd } = await subscriptionOf(subscriber);
    const ending = { ...asking(subscriber), when: "period_end", reason: "Too dear." } as const;
    expect(await billing.cancel.mutate(ending)).toMatchObject({
      is: "done",
      subscription: { status: "active", cancelAt: currentPeriodEnd, nextCharge: null },
    });
    expect((await atStripe(subscriber.subscriptionId)).cancellation_details?.comment).toBe(
      "Too dear.",
    );
    expect(await billing.resume.mutate(asking(subscriber))).toMatchObject({
      is: "done",
      subscription: { status: "active", cancelAt: null },
    });
    expect(await billing.cancel.mutate({ ...asking(subscriber), when: "now" })).toMatchObject({
      is: "done",
      subscription: { status: "canceled", isLive: false },
    });
    expect((await atStripe(subscriber.subscriptionId)).status).toBe("canceled");
  });

  it("G9: a code makes the next charge cheaper; one that does not apply says why", async () => {
    const subscriber = await subscribe(world);
    const { billing } = subscriber.client;
    expect(
      await billing.applyCode.mutate({ ...asking(subscriber), code: "no-such-code" }),
    ).toMatchObject({ is: "refused", reason: "code_rejected" });
    const answer = await billing.applyCode.mutate({ ...asking(subscriber), code: "spring20" });
    expect(answer).toMatchObject({
      is: "done",
      subscription: { discount: { code: "SPRING20" }, nextCharge: { amount: 1_600 } },
    });
  });

  it("opens Stripe’s own page", async () => {
    const subscriber = await subscribe(world);
    const answer = await subscriber.client.billing.portal.mutate({ purpose: "card" });
    expect(answer).toMatchObject({ is: "opened", url: expect.stringContaining("http") });
  });
});
