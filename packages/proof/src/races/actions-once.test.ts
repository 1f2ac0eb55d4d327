import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientAt } from "../world/client-at.ts";
import { startWorld, type World } from "../world/start-world.ts";
import {
  asking,
  previewed,
  type Subscriber,
  subscribe,
  subscriptionOf,
} from "../world/subscriber.ts";
import { until } from "../world/until.ts";

let world: World;
let second: string;
beforeAll(async () => {
  world = await startWorld();
  second = await world.another();
});
afterAll(() => world.close());

/** A tab of its own at one of the two nodes. */
const tab = (subscriber: Subscriber, index: number) =>
  clientAt(index % 2 === 0 ? world.url : second, subscriber);

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** What was really done about a subscription, by Stripe's own list of requests. */
const doneAt = async (path: string): Promise<number> =>
  (await world.control.requests()).filter(
    (one) => one.method === "POST" && one.path.startsWith(path) && one.executed && !one.replayed,
  ).length;

describe("G3, G4: an action is done once", () => {
  it("G3: an upgrade pressed ten times in five tabs at two nodes: one change, one invoice", async () => {
    const subscriber = await subscribe(world);
    const { preview, request } = await previewed(subscriber, "enterprise_month_usd");
    const answers = await Promise.all(
      times(10).map((index) =>
        tab(subscriber, index).billing.change.mutate({
          ...request,
          actionId: `an-asking-${Math.floor(index / 2)}`,
        }),
      ),
    );
    expect(answers.map(({ is }) => is)).toEqual(times(10).map(() => "done"));
    expect(await doneAt(`/v1/subscriptions/${subscriber.subscriptionId}`)).toBe(1);
    const invoices = await world.stripe.invoices.list({
      subscription: subscriber.subscriptionId,
      limit: 100,
    });
    expect(invoices.data.map(({ total }) => total)).toEqual([preview.dueToday, 2_000]);
  });

  it("G3: a downgrade asked for in ten tabs: one schedule", async () => {
    const subscriber = await subscribe(world, "enterprise_month_usd");
    const { request } = await previewed(subscriber, "starter_month_usd");
    const answers = await Promise.all(
      times(10).map((index) =>
        tab(subscriber, index).billing.change.mutate({ ...request, actionId: `tab-no-${index}` }),
      ),
    );
    expect(answers.map(({ is }) => is)).toEqual(times(10).map(() => "done"));
    const schedules = await world.stripe.subscriptionSchedules.list({ limit: 100 });
    const own = schedules.data.filter(
      ({ subscription, released_subscription: released }) =>
        subscription === subscriber.subscriptionId || released === subscriber.subscriptionId,
    );
    expect(own.map(({ status }) => status)).toEqual(["active"]);
  });

  it("G4: the request for a second schedule is lost: the first one, taken back long ago, does not count as it", async () => {
    const subscriber = await subscribe(world, "enterprise_month_usd");
    const { client } = subscriber;
    await client.billing.change.mutate((await previewed(subscriber, "starter_month_usd")).request);
    await client.billing.undoChange.mutate(asking(subscriber));
    const lost = world.door.next(/^POST \/v1\/subscription_schedules$/, "lose request");
    const { request } = await previewed(subscriber, "plus_month_usd");
    const answer = await client.billing.change.mutate(request);
    expect(answer).toMatchObject({ is: "refused", reason: "provider_unavailable" });
    lost.release();
    await until(
      "the change is planned",
      async () => {
        const { scheduledChange: planned } = await subscriptionOf(subscriber);
        return planned?.isOurs === true && planned.priceId === "plus_month_usd";
      },
      // Two effects, one after the other.
      { withinMs: 10_000 },
    );
  });

  it("G5: cancel and resume at the same moment, again and again: in the end our row says what Stripe says", async () => {
    const subscriber = await subscribe(world);
    await Promise.all(
      times(8).map((index) => {
        const { billing } = tab(subscriber, index);
        return index % 2 === 0
          ? billing.cancel.mutate({ ...asking(subscriber), when: "period_end" })
          : billing.resume.mutate(asking(subscriber));
      }),
    );
    const stripe = await world.stripe.subscriptions.retrieve(subscriber.subscriptionId);
    const { cancelAt } = await subscriptionOf(subscriber);
    expect(cancelAt !== null).toBe(stripe.cancel_at_period_end);
  });

  it("G4: the first answer to an ending is lost, and what the client sends again finds nothing: it is done, and told", async () => {
    const subscriber = await subscribe(world);
    const { accountId, subscriptionId } = subscriber;
    const path = `/v1/subscriptions/${subscriptionId}`;
    const lost = world.door.next(new RegExp(`^DELETE ${path}$`), "lose answer");
    // Only the first one: a DELETE has no key at Stripe, so the second is another request.
    void lost.struck.then(lost.release);
    const answer = await subscriber.client.billing.cancel.mutate({
      ...asking(subscriber),
      when: "now",
    });
    expect(answer).toMatchObject({ is: "done", subscription: { status: "canceled" } });
    const sent = (await world.control.requests()).filter(
      (one) => one.method === "DELETE" && one.path.startsWith(path),
    );
    expect(sent.map(({ status }) => status)).toEqual([200, 404]);
    const effects = await world.prisma.effect.findMany({
      where: { accountId, kind: "subscription.cancel" },
    });
    expect(effects.map(({ outcome }) => outcome)).toMatchObject([{ is: "done", how: "found" }]);
    const story = await world.prisma.auditEvent.findMany({
      where: { accountId, action: { startsWith: "subscription.cancel" } },
    });
    expect(story.map(({ action }) => action)).toEqual(["subscription.cancelled_at_stripe"]);
  });

  it.each(["lose request", "lose answer"] as const)(
    "G4: %s of an upgrade: the answer is typed, the change comes true once within 5 s",
    async (fate) => {
      const subscriber = await subscribe(world);
      const { preview, request } = await previewed(subscriber, "enterprise_month_usd");
      const path = `/v1/subscriptions/${subscriber.subscriptionId}`;
      const lost = world.door.next(new RegExp(`^POST ${path}$`), fate);
      const answer = await subscriber.client.billing.change.mutate(request);
      expect(answer).toMatchObject({ is: "refused", reason: "provider_unavailable" });
      lost.release();
      await until(
        "the change has come true",
        async () => (await subscriptionOf(subscriber)).priceId === "enterprise_month_usd",
        { withinMs: 5_000 },
      );
      expect(await subscriber.client.billing.change.mutate(request)).toMatchObject({ is: "done" });
      const paid = await world.stripe.invoices.list({
        subscription: subscriber.subscriptionId,
        limit: 100,
      });
      expect(paid.data.map(({ total }) => total)).toEqual([preview.dueToday, 2_000]);
    },
  );
});
