import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorld, type World } from "../world/start-world.ts";
import { previewed, subscribe } from "../world/subscriber.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({ nowMs: () => Date.now() - 5_000 });
});
afterAll(() => world.close());

it("G2: a node whose clock is five seconds behind shows and makes a change in the first seconds of a period", async () => {
  const subscriber = await subscribe(world);
  const { preview, request } = await previewed(subscriber, "enterprise_month_usd");
  expect(preview).toMatchObject({ when: "now" });
  expect(await subscriber.client.billing.change.mutate(request)).toMatchObject({ is: "done" });
});
