import { serve } from "@idem/server";
import { expect } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { liveSubscriptionsOf } from "../world/live-subscriptions-of.ts";
import { openSessionsOf } from "../world/open-sessions-of.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { start, startReady } from "../world/start.ts";
import type { World } from "../world/start-world.ts";
import { until } from "../world/until.ts";
import { type Dying, type DyingKind, killAt } from "./kill-at.ts";
import { startMortal } from "./start-mortal.ts";

const choice = { priceId: "enterprise_month_usd", revision: 1 };

/** One process dies at one point; `meanwhile` passes; another process comes up and must know the outcome within 5 s. */
export async function dieAndRecover(
  world: World,
  death: Pick<Dying, "kind" | "point">,
  meanwhile: (person: Person) => Promise<unknown> = async () => null,
): Promise<Person> {
  const person = await signUp(world.url);
  const { accountId } = person;
  const prepared = await prepare(world, { kind: death.kind, person });
  const config = { ...world.config, sweepIntervalMs: 1_000 };
  const mortal = await startMortal(config, death);
  const gone = killAt(world, mortal, { ...death, accountId })();
  const asker = { ...person, url: mortal.url };
  const asking =
    death.kind === "subscription.cancel" ? askStatus(asker, prepared) : start(asker, choice);
  await expect(asking).rejects.toThrow();
  await gone;
  await meanwhile(person);

  await using rescuer = await serving(config);
  await until(
    "every effect that was ever sent has its outcome",
    async () => (await inDoubt(world, accountId)) === 0,
    { withinMs: 5_000 },
  );
  if (death.kind === "subscription.cancel") await onlyTheReplacementLives(world, person);
  else await exactlyOneToPay(world, { ...person, url: rescuer.url });
  expect(await customersOf(world.stripe, accountId)).toHaveLength(1);
  return person;
}

/** What leads to the effect, done by the world’s own node; answers the session that the return page will ask about. */
async function prepare(
  world: World,
  { kind, person }: { kind: DyingKind; person: Person },
): Promise<string> {
  if (kind === "customer.create" || kind === "session.create") return "";
  const first = await startReady(person, { priceId: "plus_month_usd" });
  if (kind === "session.expire") return first.sessionId;
  await world.control.pay(first.sessionId);
  await person.client.checkout.status.query({ sessionId: first.sessionId });
  const next = await startReady(person, { ...choice, replace: true });
  await world.control.pay(next.sessionId);
  return next.sessionId;
}

async function serving(config: World["config"]) {
  const served = await serve(config);
  return { url: served.url, [Symbol.asyncDispose]: served.close };
}

const askStatus = async ({ url, cookie }: Person, sessionId: string): Promise<void> => {
  const input = encodeURIComponent(JSON.stringify({ sessionId }));
  await fetch(`${url}/api/trpc/checkout.status?input=${input}`, {
    headers: { cookie, origin: url },
  });
};

/** A session that was never asked for is not in doubt: nothing left the process, and the next press goes on with it. */
const inDoubt = (world: World, accountId: string): Promise<number> =>
  world.prisma.effect.count({
    where: { accountId, settledAt: null, NOT: { kind: "session.create", attempts: 0 } },
  });

async function exactlyOneToPay(world: World, person: Person): Promise<void> {
  const { sessionId } = await startReady(person, choice);
  const open = await openSessionsOf(world.stripe, person.accountId);
  expect(open.map(({ id }) => id)).toEqual([sessionId]);
  expect(await inDoubt(world, person.accountId)).toBe(0);
}

async function onlyTheReplacementLives(world: World, person: Person): Promise<void> {
  const live = await liveSubscriptionsOf(world.stripe, person.accountId);
  const { subscription } = await person.client.billing.current.query();
  expect(live.map(({ id }) => id)).toEqual([subscription?.stripeSubscriptionId]);
  expect(subscription?.planKey).toBe("enterprise");
}
