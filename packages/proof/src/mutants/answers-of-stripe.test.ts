import { afterAll, beforeAll, expect, it } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { signUp } from "../world/sign-up.ts";
import { gist, start } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const outcomeKnown = (accountId: string) =>
  until(
    "every effect has an outcome",
    async () => (await world.prisma.effect.count({ where: { accountId, settledAt: null } })) === 0,
    { withinMs: 5_000 },
  );

it("G4: a 500 is not Stripe’s no: nothing is known, and it is tried again", async () => {
  const person = await signUp(world.url);
  await world.control.faults({ error500: 1 });
  expect(gist(await start(person))).toBe("provider_unavailable");
  await world.control.faults({});
  await outcomeKnown(person.accountId);
  expect(gist(await start(person))).toBe("ready");
  expect(await customersOf(world.stripe, person.accountId)).toHaveLength(1);
});

it("G1: what was made a moment ago, under a key that protects it no longer, is found though search lags by an hour", async () => {
  const person = await signUp(world.url);
  await world.control.faults({ searchLagMs: 3_600_000 });
  const lost = world.door.next(/^POST \/v1\/customers$/, "lose answer");
  await start(person);
  await world.prisma.$executeRaw`
    UPDATE effect SET first_sent_at = first_sent_at - interval '25 hours' WHERE account_id = ${person.accountId}`;
  lost.release();
  await outcomeKnown(person.accountId);
  await world.control.faults({});
  expect(await customersOf(world.stripe, person.accountId)).toHaveLength(1);
});
