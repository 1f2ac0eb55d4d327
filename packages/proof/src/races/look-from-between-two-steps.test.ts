import { afterAll, beforeAll, expect, it } from "vitest";
import { subscribe } from "../reconcile/subscriber.ts";
import { clientAt } from "../world/client-at.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { previewed, subscriptionOf } from "../world/subscriber.ts";
import { until } from "../world/until.ts";

let world: World;
let second: string;
beforeAll(async () => {
  // Nobody looks but who presses: each look is held where the schedule wants it.
  world = await startWorld({ webhooks: false, overrides: { sweepIntervalMs: 3_600_000 } });
  second = await world.another();
});
afterAll(() => world.close());

const look = /^GET \/v1\/subscriptions$/;

it("G3, G5: a downgrade pressed twice, the second press looking between its two steps: planned once, both told so", async () => {
  const subscriber = await subscribe(world, { priceId: "enterprise_month_usd" });
  const { request } = await previewed(subscriber, "starter_month_usd");
  const [one, other] = [world.url, second].map((url) => clientAt(url, subscriber));

  const planning = world.door.next(/^POST \/v1\/subscription_schedules\/sub_sched/, "hold request");
  const first = one?.billing.change.mutate(request);
  await planning.struck;
  const between = world.door.next(look, "hold answer");
  const again = other?.billing.change.mutate(request);
  await between.struck;
  // The first press is kept from looking again, which would by itself make the other's look old.
  const afterwards = world.door.next(look, "hold request");
  planning.release();
  await until(
    "the plan is written down",
    async () => (await subscriptionOf(subscriber)).scheduledChange,
    {
      withinMs: 10_000,
    },
  );
  await afterwards.struck;
  between.release();

  expect(await again).toMatchObject({ is: "done" });
  afterwards.release();
  expect(await first).toMatchObject({ is: "done" });
  const { schedule } = await world.stripe.subscriptions.retrieve(subscriber.subscriptionId);
  const { data } = await world.stripe.subscriptionSchedules.list({
    customer: subscriber.customerId,
  });
  expect(data.map(({ id, status }) => ({ id, status }))).toEqual([
    { id: schedule, status: "active" },
  ]);
});
