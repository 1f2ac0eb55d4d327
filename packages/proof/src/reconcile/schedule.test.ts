import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";
import { type Subscriber, subscribe } from "./subscriber.ts";

let world: World;
let person: Subscriber;
beforeAll(async () => {
  world = await startWorld({
    webhooks: false,
    overrides: { reconcileEveryHours: 24, reconcileGraceMs: 100, sweepIntervalMs: 100 },
  });
  await until("the first pass", async () => (await finished()) > 0, { withinMs: 8_000 });
  person = await subscribe(world);
});
afterAll(() => world.close());

const readyz = async (url: string) => (await fetch(`${url}/readyz`)).json();
const finished = () => world.prisma.reconciliation.count({ where: { state: "FINISHED" } });

it("G5: a node begins the passes itself, and says where it looks whether webhooks come", async () => {
  expect(await readyz(world.url)).toMatchObject({ status: "ready", webhooks: "heard" });
  await world.stripe.subscriptions.update(person.subscriptionId, { cancel_at_period_end: true });
  // As on the next day; a node looks at the clock when it starts.
  await world.prisma.reconciliation.updateMany({
    data: { startedAt: new Date(Date.now() - 25 * 3_600_000) },
  });
  const url = await world.another();
  await until("the second pass", async () => (await finished()) > 1, { withinMs: 8_000 });
  expect(await readyz(url)).toMatchObject({ status: "ready", webhooks: "missed" });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toMatch(/^idem_reconciliation_missed_webhooks 1$/m);
  expect(metrics).toMatch(/^idem_reconciliation_drift\{outcome="healed"\} 1$/m);
  expect(metrics).toMatch(/^idem_reconciliation_finished_timestamp_seconds \d+/m);
  expect((await person.client.billing.current.query()).subscription?.cancelAt).not.toBeNull();
});
