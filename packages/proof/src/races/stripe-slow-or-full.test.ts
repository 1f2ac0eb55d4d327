import { serve } from "@idem/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { gist, start } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const openSessionsOf = async (person: Person): Promise<number> => {
  const [customer] = await customersOf(world.stripe, person.accountId);
  if (customer === undefined) return 0;
  const open = { customer: customer.id, status: "open" } as const;
  return (await world.stripe.checkout.sessions.list(open)).data.length;
};

describe("G11: Stripe is there, and of no use", () => {
  it("G11: it takes 30 s for each answer: whoever presses is told that it is not known, others read as ever, and one customer comes of it", async () => {
    const [buyer, reader] = await Promise.all([signUp(world.url), signUp(world.url)]);
    await world.control.faults({ latencyMs: 30_000 });
    const pressed = start(buyer);
    const reads: number[] = [];
    while (reads.length < 50) {
      const readMs = performance.now();
      await reader.client.billing.current.query();
      reads.push(performance.now() - readMs);
    }
    expect(Math.max(...reads)).toBeLessThan(1_000);
    expect(gist(await pressed)).toBe("provider_unavailable");
    await world.control.faults({});
    await until(
      "what was on its way has come to its end",
      async () => gist(await start(buyer)) === "ready",
      { withinMs: 30_000 },
    );
    expect(await customersOf(world.stripe, buyer.accountId)).toHaveLength(1);
    expect(await openSessionsOf(buyer)).toBe(1);
  });

  it("G11: it refuses every call because there are too many: a typed refusal, and the next press goes on where this one stood", async () => {
    const buyer = await signUp(world.url);
    await world.control.faults({ error429: 1 });
    expect(gist(await start(buyer))).toBe("provider_unavailable");
    await world.control.faults({});
    await until("the next press is served", async () => gist(await start(buyer)) === "ready", {
      withinMs: 15_000,
    });
    expect(await customersOf(world.stripe, buyer.accountId)).toHaveLength(1);
    expect(await openSessionsOf(buyer)).toBe(1);
  });
});

it("G1, G2: two nodes whose clocks are a minute apart, pressed at once: one customer, one session", async () => {
  const ahead = await serve(world.config, { nowMs: () => Date.now() + 60_000 });
  try {
    const buyer = await signUp(world.url);
    const urls = Array.from({ length: 10 }, (_, index) => (index % 2 ? ahead.url : world.url));
    const answers = await Promise.all(urls.map((url) => start({ ...buyer, url })));
    expect(answers.map(gist)).toEqual(urls.map(() => "ready"));
    expect(
      new Set(answers.map((one) => (one.is === "ready" ? one.sessionId : one.reason))).size,
    ).toBe(1);
    expect(await customersOf(world.stripe, buyer.accountId)).toHaveLength(1);
    expect(await openSessionsOf(buyer)).toBe(1);
  } finally {
    await ahead.close();
  }
});
