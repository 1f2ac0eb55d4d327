import { toStripeSubscriptionId } from "@idem/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hire, hireTwoAdmins } from "../world/hire.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({ overrides: { seedDemo: true } });
});
afterAll(() => world.close());

/** What there is at Stripe of the demo customers, seen from outside. */
async function atStripe({ stripe }: Pick<World, "stripe">) {
  const { data: clocks } = await stripe.testHelpers.testClocks.list({ limit: 100 });
  // Stripe lists those who live on a clock by that clock alone.
  const times = [{}, ...clocks.map(({ id }) => ({ test_clock: id }))];
  const seen = await Promise.all(
    times.map(async (time) => [
      (await stripe.customers.list({ limit: 100, ...time })).data.length,
      (await stripe.subscriptions.list({ limit: 100, status: "all", ...time })).data.length,
    ]),
  );
  const sum = (of: number) => seen.reduce((total, counts) => total + (counts[of] ?? 0), 0);
  return { customers: sum(0), subscriptions: sum(1) };
}

describe("the demo customers", () => {
  it("two admins ask at once, at two nodes, and again: one set, of every kind", async () => {
    const admins = await hireTwoAdmins(world);
    const answers = await Promise.all(
      admins.flatMap(({ client }) => [
        client.admin.demo.seed.mutate(),
        client.admin.demo.seed.mutate(),
      ]),
    );
    expect(answers.some(({ is }) => is === "seeded")).toBe(true);
    const [first] = admins;
    expect(await first?.client.admin.demo.seed.mutate()).toEqual({ is: "seeded", customers: 16 });
    expect(await atStripe(world)).toEqual({ customers: 16, subscriptions: 16 });
    await until(
      "each kind is in the list",
      async () => {
        const facets = await first?.client.admin.subscriptions.facets.query({});
        const { statuses, isEnding } = facets ?? {};
        return (
          statuses?.past_due.count === 2 &&
          statuses.canceled.count === 2 &&
          statuses.trialing.count === 2 &&
          statuses.active.count === 10 &&
          isEnding?.count === 2
        );
      },
      { withinMs: 20_000 },
    );
    const { lines } = (await first?.client.admin.audit.list.query({})) ?? { lines: [] };
    expect(lines[0]).toMatchObject({ action: "demo.seeded" });
  });

  it("what people have done with them since stays", async () => {
    const { client } = await hire(world, "admin");
    const north = async () => {
      const filter = { search: "demo.north" };
      const { lines } = await client.admin.subscriptions.list.query({ filter });
      return lines[0] ?? expect.unreachable("There is no such demo customer.");
    };
    const { accountId, stripeSubscriptionId, cancelAt } = await north();
    expect(cancelAt).not.toBeNull();
    await client.admin.subscriptions.resume.mutate({
      accountId,
      subscriptionId: toStripeSubscriptionId(stripeSubscriptionId),
      actionId: "kept-after-all",
      reason: "They stay.",
    });
    expect(await client.admin.demo.seed.mutate()).toMatchObject({ is: "seeded" });
    expect((await north()).cancelAt).toBeNull();
  });

  it("cut off where they pay, where time passes for them, and where Stripe is silent: asked again, it goes on, and nobody buys twice", async () => {
    const cut = await startWorld({ overrides: { seedDemo: true }, webhooks: false });
    try {
      const { client } = await hire(cut, "admin");
      const seed = () => client.admin.demo.seed.mutate();
      const lost = [
        cut.door.next(/^POST \/c\/pay\/.*\/submit/, "lose answer"),
        cut.door.next(/^POST \/v1\/test_helpers\/test_clocks\/[^/]+\/advance/, "lose answer"),
      ];
      expect(await seed()).toEqual({ is: "unfinished" });
      await Promise.all(lost.map(({ struck }) => struck));
      for (const { release } of lost) release();
      await cut.control.faults({ outage: true });
      expect(await seed()).toEqual({ is: "unfinished" });
      await cut.control.faults({});
      expect(await seed()).toEqual({ is: "seeded", customers: 16 });
      expect(await atStripe(cut)).toEqual({ customers: 16, subscriptions: 16 });
    } finally {
      await cut.close();
    }
  });

  it("a deployment for real offers none and refuses", async () => {
    const real = await startWorld({ webhooks: false });
    try {
      const { client } = await hire(real, "admin");
      expect((await client.admin.me.query()).offersDemo).toBe(false);
      expect(await client.admin.demo.seed.mutate()).toMatchObject({
        is: "refused",
        reason: "not_a_demo",
      });
      expect(await atStripe(real)).toEqual({ customers: 0, subscriptions: 0 });
    } finally {
      await real.close();
    }
  });
});
