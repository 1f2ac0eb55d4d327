import { execFile } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorld, type World } from "../world/start-world.ts";
import { openWorker } from "./open-passes.ts";
import { type Subscriber, subscribe } from "./subscriber.ts";

const main = path.join(import.meta.dirname, "../../../../apps/cli/src/main.ts");

let world: World;
let person: Subscriber;
beforeAll(async () => {
  world = await startWorld({ webhooks: false });
  person = await subscribe(world);
});
afterAll(() => world.close());

/** Runs the command as a shell would, as a process of its own. */
function begin(line: string[] = []) {
  const ended = Promise.withResolvers<{ code: number; out: string; err: string }>();
  const child = execFile(
    process.execPath,
    [main, "reconcile", "--grace", "0.1", ...line],
    {
      env: {
        DATABASE_URL: world.databaseUrl,
        STRIPE_SECRET_KEY: "sk_test_world",
        STRIPE_API_BASE: world.door.url,
      },
    },
    (_failed, out, err) => ended.resolve({ code: child.exitCode ?? -1, out, err }),
  );
  return { child, ended: ended.promise };
}

it("idem reconcile: 0 in sync, 1 where something differed and is healed, and says what", async () => {
  expect(await begin().ended).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Every account is as Stripe has it/),
    err: "",
  });
  await world.stripe.subscriptions.cancel(person.subscriptionId);
  const { code, out } = await begin(["--json"]).ended;
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    state: "FINISHED",
    healed: 1,
    drifts: [{ subject: person.accountId, outcome: "healed" }],
  });
  expect((await begin().ended).code).toBe(0);
});

it("idem reconcile: stopped by Ctrl-C it is 2, and the pass goes on where it was, at once", async () => {
  const caught = world.door.next(/^GET \/v1\/customers$/, "hold answer");
  const { child, ended } = begin();
  await caught.struck;
  child.kill("SIGINT");
  caught.release();
  expect(await ended).toMatchObject({ code: 2, err: expect.stringMatching(/Stopped/) });
  expect(await world.prisma.reconciliation.count({ where: { state: "RUNNING" } })).toBe(1);
  await using worker = openWorker({
    databaseUrl: world.databaseUrl,
    stripeUrl: world.localStripe.url,
  });
  expect(await worker.pass()).toMatchObject({ state: "FINISHED", askedBy: "the command line" });
});

it.each([
  ["when it has no deployment to work on", {}, /DATABASE_URL/],
  ["when letters would lead nowhere", { MAIL_FROM: "Idem <billing@example.com>" }, /IDEM_URL/],
])("idem reconcile: 2 %s", async (_when, env, named) => {
  const ended = Promise.withResolvers<{ code: number; err: string }>();
  const child = execFile(process.execPath, [main, "reconcile"], { env }, (_failed, _out, err) =>
    ended.resolve({ code: child.exitCode ?? -1, err }),
  );
  expect(await ended.promise).toMatchObject({ code: 2, err: expect.stringMatching(named) });
});
