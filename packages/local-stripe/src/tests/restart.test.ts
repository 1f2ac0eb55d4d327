import { type ChildProcess, spawn } from "node:child_process";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { card, checkout, client, openShop, startLocal } from "./local.ts";

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "local stripe "));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const main = join(import.meta.dirname, "../main.ts");

type Running = { child: ChildProcess; url: string; port: number; ended: Promise<number | null> };

/** Starts the process that `npm start` starts, and waits until it says where it listens. */
async function startProcess(env: Record<string, string>, ipc = false): Promise<Running> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, LOCAL_STRIPE_PORT: "0", ...env },
    stdio: ["ignore", "pipe", "inherit", ...(ipc ? (["ipc"] as const) : [])],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const line = await new Promise<string>((resolve) =>
    child.stdout?.once("data", (data) => resolve(String(data))),
  );
  const { listening } = JSON.parse(line);
  return { child, url: listening, port: Number(new URL(listening).port), ended };
}

test("everything is there after a restart: objects, keys, clock, events still to be delivered", async () => {
  const statePath = join(await temporaryFolder(), "state");
  const before = await startLocal({
    statePath,
    webhookUrl: "http://127.0.0.1:9/",
    secretWebhook: "whsec_x",
  });
  const shop = await openShop(before.stripe);
  const create = { name: "Kept" };
  const kept = await before.stripe.customers.create(create, { idempotencyKey: "k" });
  await before.control("clock", { advanceMs: 5_000_000 });
  const open = await checkout(before.stripe, shop);
  await before.pay((await checkout(before.stripe, shop)).id, { card });
  const state = await before.control("state");
  await before.close();

  const after = await startLocal({ statePath });
  // Time goes on, and the peak is this process's own measurement.
  const { clock: _clock, most_open_sessions_of_a_customer: _peak, ...same } = state;
  expect(await after.control("state")).toMatchObject(same);
  const { id } = await after.stripe.customers.create(create, { idempotencyKey: "k" });
  expect(id).toBe(kept.id);
  const session = await after.stripe.checkout.sessions.retrieve(open.id);
  expect(session.url?.startsWith(after.url)).toBe(true);
  expect(session.created - kept.created).toBeGreaterThanOrEqual(4999);
  await after.control("clock", { advanceMs: 25 * 3_600_000 });
  expect((await after.stripe.checkout.sessions.retrieve(open.id)).status).toBe("expired");
});

test("a line cut short by a crash was never answered and is left out", async () => {
  const statePath = join(await temporaryFolder(), "state.jsonl");
  const before = await startLocal({ statePath });
  const { id } = await before.stripe.customers.create({});
  await before.close();
  await appendFile(statePath, '[["customers","cus_torn",{"id":"cus_t');
  const after = await startLocal({ statePath });
  expect(await after.control("state")).toMatchObject({ customers: { ids: [id] } });
  const second = (await after.stripe.customers.create({})).id;
  await after.close();
  const last = await startLocal({ statePath });
  expect(await last.control("state")).toMatchObject({ customers: { ids: [id, second] } });
});

test("events of long ago are forgotten at a start, those still to be delivered are not", async () => {
  const statePath = join(await temporaryFolder(), "state.jsonl");
  const before = await startLocal({ statePath });
  await before.stripe.customers.create({});
  await before.control("clock", { advanceMs: 31 * 24 * 3_600_000 });
  await before.stripe.customers.create({});
  await before.close();
  const after = await startLocal({ statePath });
  expect(await after.control("state")).toMatchObject({
    customers: { count: 2 },
    events: { count: 1 },
  });
});

test("what was answered survives kill -9", async () => {
  const env = { LOCAL_STRIPE_STATE: await temporaryFolder() };
  const first = await startProcess(env);
  const answered: string[] = [];
  const stripe = client(first.port);
  const work = Array.from({ length: 4 }, async () => {
    for (;;) answered.push((await stripe.customers.create({})).id);
  });
  const stopped = Promise.allSettled(work);
  while (answered.length < 100) await new Promise((resolve) => setImmediate(resolve));
  first.child.kill("SIGKILL");
  await stopped;
  const second = await startProcess(env);
  const known = await client(second.port)
    .customers.list({ limit: 100 })
    .autoPagingToArray({ limit: 10_000 });
  const ids = new Set(known.map(({ id }) => id));
  expect(answered.filter((id) => !ids.has(id))).toEqual([]);
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
});

test("a port in use is one sentence and a failing exit; a vanished parent ends the process", async () => {
  const running = await startProcess({}, true);
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, LOCAL_STRIPE_PORT: String(running.port) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (data) => {
    said += String(data);
  });
  expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(1);
  expect(said).toBe(`local Stripe: Port ${running.port} is in use.\n`);
  running.child.disconnect();
  expect(await running.ended).toBe(0);
});
