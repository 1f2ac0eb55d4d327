import { afterAll, beforeAll, expect, it } from "vitest";
import { hire } from "../world/hire.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { planOften } from "./plan-often.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({ webhooks: false });
});
afterAll(() => world.close());

it("a plan is there by its id, also when it is not among the latest, and a name that no plan has is told", async () => {
  const { client } = await hire(world, "support");
  const oldest = await planOften(world, 25);
  const latest = await client.admin.duplicates.plans.query();
  expect(latest.map(({ id }) => id)).not.toContain(oldest);
  expect(await client.admin.duplicates.plan.query({ planId: oldest })).toMatchObject({
    id: oldest,
    reason: "Reason 0",
    doing: null,
  });
  expect(await client.admin.duplicates.plan.query({ planId: "plan_nobody" })).toBeNull();
});
