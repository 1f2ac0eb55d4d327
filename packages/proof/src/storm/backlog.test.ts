import { expect, test } from "vitest";
import { lookAtStripe } from "../chaos/chaos-stripe.ts";
import { openPool } from "../world/open-pool.ts";
import { startWorld } from "../world/start-world.ts";
import { until } from "../world/until.ts";
import { fillGround } from "./fill-ground.ts";
import { storeBacklog } from "./store-backlog.ts";

test("G5: a backlog costs Stripe one read for each customer, not one for each event, and afterwards says what Stripe says", async () => {
  const world = await startWorld({ webhooks: false });
  const stripeUrl = world.localStripe.url;
  try {
    await using pool = await openPool(world.databaseUrl, 1);
    const { signal } = new AbortController();
    const count = 40;
    const subscribers = await fillGround(
      { databaseUrl: world.databaseUrl, stripeUrl },
      { count, signal },
    );
    const requests = async () => (await lookAtStripe(stripeUrl)).totals.requests;
    const before = await requests();
    // One statement: no worker can find a part of it.
    expect(await storeBacklog(pool, subscribers)).toBe(count * 10);
    await until(
      "every event is done",
      async () => (await world.prisma.webhookEvent.count({ where: { processedAt: null } })) === 0,
      { withinMs: 20_000 },
    );
    const reads = (await requests()) - before;
    expect(reads).toBeGreaterThanOrEqual(count);
    // On a machine with no time left a look may outlast its lease, and is then done once more.
    expect(reads).toBeLessThan(count * 2);
    expect(await world.prisma.subscription.count({ where: { status: "active" } })).toBe(count);
  } finally {
    await world.close();
  }
});
