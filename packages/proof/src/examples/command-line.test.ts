import { execFile } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, signUp } from "../http/caller.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

const main = path.join(import.meta.dirname, "../../../../apps/cli/src/main.ts");

let world: World;
let person: Caller;
beforeAll(async () => {
  world = await startWorld();
  person = await signUp(world.url);
});
afterAll(() => world.close());

/** Runs the command as a shell would, as a process of its own. */
function idem(line: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [main, ...line],
      { env: { IDEM_URL: world.url, ...env } },
      (_failed, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

test("idem status and idem plans ask a real server, without a session", async () => {
  expect(await idem(["status"])).toMatchObject({
    code: 0,
    out: `${world.url} is ready · database up · Stripe local\n`,
  });
  const plans = await idem(["plans"]);
  expect(plans.code).toBe(0);
  expect(plans.out).toMatch(/^plus_year_usd +Plus +\$192\.00 a year$/m);
  expect(plans.out).toMatch(/^plus_month_jpy +Plus +¥3,000 a month$/m);
});

test("idem billing shows an account to whoever may bill for it: before, during and after a purchase", async () => {
  const asOwner = { IDEM_TOKEN: person.token };
  expect((await idem(["billing"], asOwner)).out).toMatch(/^subscription +none$/m);

  const { sessionId } = await startReady({ cookie: person.cookie, url: world.url });
  expect((await idem(["billing"], asOwner)).out).toMatch(
    /^open checkout +plus_year_usd, \$192\.00 due$/m,
  );

  await world.control.pay(sessionId);
  const isActive = async () => (await person.client.billing.current.query()).subscription?.isLive;
  await until("the subscription is active", isActive, { withinMs: 5_000 });
  const shown = await idem(["billing", "--json"], asOwner);
  expect(shown.code).toBe(0);
  expect(JSON.parse(shown.out)).toEqual(await person.client.billing.current.query());
  expect((await idem(["billing"], asOwner)).out).toMatch(/^subscription +Plus, active \(sub_/m);
});

test("G8: without a session, with a forged one, or for somebody else's account: 2, and nothing shown", async () => {
  const stranger = await signUp(world.url);
  const { accountId } = await stranger.client.billing.current.query();
  for (const [line, env] of [
    [["billing"], {}],
    [["billing"], { IDEM_TOKEN: "forged.forged" }],
    [["billing", "--account", accountId], { IDEM_TOKEN: person.token }],
  ] as const)
    expect(await idem([...line], env)).toMatchObject({ code: 2, out: "" });
});
