import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorker, type Worker } from "../reconcile/open-passes.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";
import { beginLife } from "./life.ts";
import { type LifeStep, lifeSteps } from "./life-steps.ts";
import { createPostman, type Habit } from "./postman.ts";

let world: World;
let worker: Worker;
let urls: readonly string[];
beforeAll(async () => {
  world = await startWorld({ webhooks: false });
  urls = [world.url, await world.another()];
  worker = openWorker({ databaseUrl: world.databaseUrl, stripeUrl: world.localStripe.url });
});
afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await world.close();
});

const step = fc.constantFrom(...lifeSteps);
const habit: fc.Arbitrary<Habit> = fc.record({
  lateBy: fc.nat(4),
  copies: fc.integer({ min: 1, max: 3 }),
  order: fc.nat(1_000),
  node: fc.nat(1),
});
const lives = fc.record({
  steps: fc.array(step, { minLength: 4, maxLength: 8 }),
  habits: fc.array(habit, { minLength: 5, maxLength: 30 }),
});

/** Lives that everything happens in, once each, so that no run leaves anything out by chance. */
const whole = (steps: LifeStep[]): { steps: LifeStep[]; habits: Habit[] } => ({
  steps,
  habits: Array.from({ length: 17 }, (_, index) => ({
    lateBy: index % 5,
    copies: 1 + (index % 3),
    order: (index * 7_919) % 1_009,
    node: index % 2,
  })),
});

async function differences(accountId: string): Promise<unknown[]> {
  const { id } = await worker.pass();
  const rows = await world.prisma.drift.findMany({
    where: { reconciliationId: id, subject: accountId },
  });
  return rows.map((row) => row.differences);
}

const allDone = () =>
  until(
    "every event is done",
    async () => (await world.prisma.webhookEvent.count({ where: { processedAt: null } })) === 0,
    { withinMs: 20_000 },
  );

describe("G5: every history of a life, in any order and multiplicity, beside what the customer does", () => {
  it("G5: ends in the state that Stripe has", async () => {
    await fc.assert(
      fc.asyncProperty(lives, async ({ steps, habits }) => {
        const life = await beginLife(world);
        const postman = createPostman(world, { urls, habits, customerId: life.customerId });
        for (const one of steps) {
          // What is due by now is on its way while the next thing happens.
          postman.deliverDue();
          await life.take(one);
          await postman.collect();
        }
        await postman.deliverAll();
        await allDone();
        expect(await differences(life.accountId)).toEqual([]);
        await world.stripe.subscriptions.cancel(life.subscriptionId).catch(() => null);
      }),
      {
        numRuns: 8,
        endOnFailure: true,
        seed: 20_261_123,
        examples: [
          [whole(["upgrade", "downgrade", "renew", "cancel", "resume", "renew"])],
          [whole(["card fails", "renew", "recover", "by hand: to end", "by hand: to go on"])],
          [whole(["downgrade", "undo", "code", "by hand: upgrade", "by hand: cancelled"])],
        ],
      },
    );
  });

  it("G5, negative control: the events of the last thing that happened are lost, and the difference is seen", async () => {
    const life = await beginLife(world);
    await life.take("by hand: to end");
    expect(await differences(life.accountId)).toHaveLength(1);
  });
});
