import { afterAll, beforeAll, expect, it } from "vitest";
import { signUp } from "../world/sign-up.ts";
import { gist, start, startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";

let world: World;
beforeAll(async () => {
  // Nobody looks but the return page, once.
  world = await startWorld({ webhooks: false, overrides: { sweepIntervalMs: 3_600_000 } });
});
afterAll(() => world.close());

const read = /^GET \/v1\/(subscriptions|checkout\/sessions\/\w+)$/;

it("G3, G5: paid between the two reads of a look: that look sees the subscription, and nothing can be bought beside it", async () => {
  const person = await signUp(world.url);
  const { sessionId } = await startReady(person);
  const first = world.door.next(read, "hold answer");
  const looked = person.client.checkout.status.query({ sessionId });
  await first.struck;
  await world.control.pay(sessionId);
  first.release();
  await looked;

  const { subscription } = await person.client.billing.current.query();
  expect(subscription).toMatchObject({ status: "active" });
  expect(gist(await start(person, { attempt: "the-second-attempt" }))).toBe("already_subscribed");
});
