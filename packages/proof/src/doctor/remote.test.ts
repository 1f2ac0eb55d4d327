import { execFile } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Caller, password, signIn, signUp } from "../http/caller.ts";
import { customersOf } from "../world/customers-of.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { type Subscriber, subscribe } from "../world/subscriber.ts";
import { until } from "../world/until.ts";
import type { DoctorRun } from "./run-doctor.ts";

const main = path.join(import.meta.dirname, "../../../../apps/cli/src/main.ts");
const credit = -700;
const limits = { withinMs: 30_000 };
/** Each command is a process of its own. */
const tenProcessesMs = 150_000;

let world: World;
let admin: Caller;
let patient: Subscriber;
let both: string[];
beforeAll(async () => {
  world = await startWorld({ overrides: { sweepIntervalMs: 100 } });
  admin = await signUp(world.url);
  await world.prisma.user.update({ where: { id: admin.userId }, data: { role: "admin" } });
  patient = await subscribe(world);
  const { accountId, email } = patient;
  const [own] = await customersOf(world.stripe, accountId);
  const other = await world.stripe.customers.create({ email, metadata: { accountId } });
  await world.stripe.customers.createBalanceTransaction(other.id, {
    amount: credit,
    currency: "usd",
  });
  both = [own?.id ?? "", other.id];
  await until(
    "the nodes have heard of it",
    async () => (await world.prisma.webhookEvent.count({ where: { processedAt: null } })) === 0,
    limits,
  );
});
afterAll(() => world.close());

/** `idem doctor … --url` on a machine that knows a token and the server's address, and nothing else of the deployment. */
function doctor(...line: string[]): Promise<DoctorRun> {
  const ended = Promise.withResolvers<DoctorRun>();
  const child = execFile(
    process.execPath,
    [main, "doctor", ...line, "--url", world.url],
    {
      env: {
        NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? "",
        IDEM_TOKEN: admin.token,
      },
    },
    (_failed, out, err) => ended.resolve({ code: child.exitCode ?? -1, out, err }),
  );
  return ended.promise;
}

const balances = async (): Promise<number[]> => {
  const found = await Promise.all(both.map((id) => world.stripe.customers.retrieve(id)));
  return found.map((one) => (one.deleted ? 0 : one.balance));
};

it(
  "G10: from another machine: plan, check, dry run, apply, verify and undo, done by the server's nodes",
  async () => {
    const planned = await doctor("plan", "--reason", "two customers since May");
    expect(planned).toMatchObject({ code: 1, err: "" });
    expect(planned.out).toContain(patient.accountId);
    expect(planned.out).toContain("for 1 accounts. Nothing was changed.");
    const planId = /plan_[0-9a-f-]+/.exec(planned.out)?.[0] ?? "";
    const checked = await doctor("check", "--only", "one_customer");
    expect(checked.code).toBe(1);
    expect(checked.out).toContain(`${patient.accountId}  one_customer  2 customers at Stripe`);

    const dry = await doctor("apply", planId);
    expect(dry).toMatchObject({ code: 1, out: expect.stringContaining("with --execute") });
    const { userId, email } = admin;
    const createdAt = new Date(Date.now() - 660_000);
    await world.prisma.session.updateMany({ where: { userId }, data: { createdAt } });
    const stale = await doctor("apply", planId, "--execute");
    expect(stale).toMatchObject({ code: 2, err: expect.stringContaining("password") });
    expect(await balances()).toEqual([0, credit]);

    admin = await signIn(world.url, { email, password });
    expect(await doctor("apply", planId, "--execute")).toMatchObject({ code: 0, err: "" });
    expect(await balances()).toEqual([credit, 0]);
    // An account that a webhook is on its way to cannot be looked at yet.
    const isHealthy = async () => (await doctor("verify", planId)).code === 0;
    await until("the plan's accounts are healthy", isHealthy, limits);

    const undone = await doctor("undo", planId, "--execute");
    expect(undone).toMatchObject({ code: 0, out: expect.stringMatching(/\d+ undone\./) });
    expect(await balances()).toEqual([0, credit]);
  },
  tenProcessesMs,
);
