import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientAt } from "../world/client-at.ts";
import { contactOf } from "../world/contact-of.ts";
import { startWorld, type World } from "../world/start-world.ts";
import {
  asking,
  previewed,
  type Subscriber,
  subscribe,
  subscriptionOf,
} from "../world/subscriber.ts";
import { until } from "../world/until.ts";

let world: World;
let second: string;
beforeAll(async () => {
  world = await startWorld();
  second = await world.another();
});
afterAll(() => world.close());

const minuteMs = 60_000;

/** How long reading the billing page takes at both nodes, in ms, the quickest first. */
async function readTimes(reader: Subscriber, count: number): Promise<number[]> {
  const times: number[] = [];
  const tabs = [world.url, second].map((url) => clientAt(url, reader));
  for (let index = 0; index < count; index++) {
    const startMs = performance.now();
    await tabs[index % tabs.length]?.billing.current.query();
    times.push(performance.now() - startMs);
  }
  return times.toSorted((a, b) => a - b);
}

const at = (times: number[], share: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

const executedAt = async (path: string): Promise<number> =>
  (await world.control.requests()).filter(
    (one) => one.method === "POST" && one.path === path && one.executed && !one.replayed,
  ).length;

const unsettled = (accountId: string) =>
  world.prisma.effect.count({ where: { accountId, settledAt: null } });

async function leastTries(accounts: string[]): Promise<number> {
  const { _min } = await world.prisma.effect.aggregate({
    where: { accountId: { in: accounts }, settledAt: null },
    _min: { attempts: true },
  });
  return _min.attempts ?? 0;
}

describe("G11: Stripe answers nothing but errors for ten minutes", () => {
  it("G11: customers read their page as quickly as before, actions say what happened, and afterwards all settles once", async () => {
    const [reader, mover, upgrader, leaver] = await Promise.all(
      [1, 2, 3, 4].map(() => subscribe(world)),
    );
    if (!reader || !mover || !upgrader || !leaver) throw new Error("Four have subscribed.");
    const up = await readTimes(reader, 300);

    // One change is under way when it begins: Stripe has not seen it yet.
    const { preview, request } = await previewed(upgrader, "enterprise_month_usd");
    const path = `/v1/subscriptions/${upgrader.subscriptionId}`;
    const held = world.door.next(new RegExp(`^POST ${path}$`), "hold request");
    const upgrading = upgrader.client.billing.change.mutate(request);
    await held.struck;
    const before = await reader.client.billing.current.query();
    await world.control.faults({ outage: true });
    held.release();
    expect(await upgrading).toMatchObject({
      is: "refused",
      reason: "provider_unavailable",
      message: expect.stringContaining("is recorded: it will be finished"),
    });

    // Asked for meanwhile: what only needs our rows is recorded, what needs Stripe's word is not begun.
    const email = `outage-${mover.email}`;
    expect(await mover.client.billing.changeEmail.mutate({ email })).toMatchObject({
      reason: "provider_unavailable",
      message: expect.stringContaining("is recorded"),
    });
    const leaving = { ...asking(leaver), when: "period_end" } as const;
    expect(await leaver.client.billing.cancel.mutate(leaving)).toMatchObject({
      reason: "provider_unavailable",
      message: expect.stringContaining("Nothing was begun"),
    });
    const list = await reader.client.billing.invoices.query();
    expect(list).toMatchObject({ is: "refused", reason: "provider_unavailable" });
    const one = await reader.client.billing.invoice.query({ invoiceId: "in_any" });
    expect(one).toMatchObject({ is: "refused", reason: "provider_unavailable" });

    const down = await readTimes(reader, 300);
    const during = await reader.client.billing.current.query();
    expect(during).toEqual(before);
    expect(Date.parse(during.lookedAt ?? "")).toBeLessThan(Date.now());
    const figures = { up: [at(up, 0.5), at(up, 0.99)], down: [at(down, 0.5), at(down, 0.99)] };
    // A read that waited for Stripe would take its client's pause between two tries, half a second, at the least.
    expect(figures.down[0], JSON.stringify(figures)).toBeLessThan(2 * at(up, 0.5) + 5);
    expect(figures.down[1], JSON.stringify(figures)).toBeLessThan(250);

    await until(
      "the sweeper has tried in vain, again and again",
      async () => (await leastTries([mover.accountId, upgrader.accountId])) >= 4,
      { withinMs: 30_000 },
    );
    await world.control.advanceClock(10 * minuteMs);
    await world.control.faults({});

    await until(
      "everything that was recorded has its outcome",
      async () => (await unsettled(mover.accountId)) + (await unsettled(upgrader.accountId)) === 0,
      { withinMs: 15_000 },
    );
    const moved = await contactOf(world, mover);
    expect(moved).toMatchObject({ row: email, confirmed: email, stripe: email });
    expect(await executedAt(moved.path)).toBe(1);
    await until(
      "the upgrade is seen",
      async () => (await subscriptionOf(upgrader)).priceId === "enterprise_month_usd",
      { withinMs: 5_000 },
    );
    expect(await executedAt(path)).toBe(1);
    const invoices = await world.stripe.invoices.list({ subscription: upgrader.subscriptionId });
    expect(invoices.data.map(({ total }) => total)).toEqual([preview.dueToday, 2_000]);
    expect((await subscriptionOf(leaver)).cancelAt).toBeNull();
    expect(await leaver.client.billing.cancel.mutate(leaving)).toMatchObject({ is: "done" });
  });
});
