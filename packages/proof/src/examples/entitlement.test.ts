import { createServer } from "node:http";
import { type EntitlementServer, startEntitlement } from "@idem/example-entitlement";
import { serve } from "@idem/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, signUp } from "../http/caller.ts";
import { listen } from "../world/listen.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

const freshMs = 5_000;
const graceMs = 60_000;

describe("the entitlement example, in a package of its own, asks a real Idem through the typed client", () => {
  let world: World;
  let nowMs = 0;
  let gate: EntitlementServer;
  const open = (idemUrl: string) =>
    startEntitlement({ idemUrl, port: 0, freshMs, graceMs, nowMs: () => nowMs });

  beforeAll(async () => {
    world = await startWorld();
    gate = await open(world.url);
  });
  afterAll(async () => {
    await gate.close();
    await world.close();
  });

  const ask = async (at: EntitlementServer, feature: string, headers: Record<string, string>) => {
    const answer = await fetch(`${at.url}/features/${feature}`, { headers });
    return { status: answer.status, body: await answer.json() };
  };
  const bearer = ({ token }: Caller) => ({ authorization: `Bearer ${token}` });
  async function buyPlus({ cookie, client }: Caller): Promise<void> {
    const { sessionId } = await startReady({ cookie, url: world.url });
    await world.control.pay(sessionId);
    const isActive = async () => (await client.billing.current.query()).subscription?.isLive;
    await until("the subscription is active", isActive, { withinMs: 5_000 });
  }

  test("G8: without a session, or with a forged one, nobody is told anything", async () => {
    expect(await ask(gate, "audit-log.export", {})).toMatchObject({ status: 401 });
    const forged = { authorization: "Bearer forged.forged" };
    expect(await ask(gate, "audit-log.export", forged)).toMatchObject({ status: 401 });
    expect(await ask(gate, "time-travel", {})).toMatchObject({ status: 404 });
  });

  test("by token or by cookie: no before buying, yes after it, and no for what another plan includes", async () => {
    const person = await signUp(world.url);
    expect((await ask(gate, "audit-log.export", bearer(person))).body).toEqual({
      feature: "audit-log.export",
      allowed: false,
      because: "no_subscription",
      isStale: false,
    });
    await buyPlus(person);
    nowMs += freshMs;
    for (const headers of [bearer(person), { cookie: person.cookie }])
      expect((await ask(gate, "audit-log.export", headers)).body).toMatchObject({
        allowed: true,
        because: "plan_includes_it",
      });
    expect((await ask(gate, "single-sign-on", bearer(person))).body).toMatchObject({
      allowed: false,
      because: "plan_lacks_it",
    });
  });

  test("G11: while Idem is away the last answer counts for the time of grace, then each feature's own rule", async () => {
    await using opened = new AsyncDisposableStack();
    const node = await serve(world.config);
    const own = await open(node.url);
    opened.defer(own.close);
    const person = await signUp(world.url);
    await buyPlus(person);
    await ask(own, "audit-log.export", bearer(person));
    await node.close();

    nowMs += freshMs;
    expect((await ask(own, "audit-log.export", bearer(person))).body).toMatchObject({
      allowed: true,
      isStale: true,
    });
    nowMs += graceMs;
    expect((await ask(own, "audit-log.export", bearer(person))).body).toMatchObject({
      allowed: false,
      because: "idem_unreachable",
    });
    expect((await ask(own, "projects.unlimited", bearer(person))).body).toMatchObject({
      allowed: true,
      because: "idem_unreachable",
    });
  });

  test("G11: an Idem that never answers is given up after the time-out", async () => {
    await using opened = new AsyncDisposableStack();
    const silent = createServer();
    const port = await listen(silent);
    opened.defer(async () => {
      silent.closeAllConnections();
      silent.close();
    });
    const own = await startEntitlement({
      idemUrl: `http://127.0.0.1:${port}`,
      port: 0,
      timeoutMs: 50,
    });
    opened.defer(own.close);
    const answer = await ask(own, "audit-log.export", { authorization: "Bearer anything" });
    expect(answer.body).toMatchObject({ allowed: false, because: "idem_unreachable" });
  });
});
