import { once } from "node:events";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { createStripeControl } from "../world/stripe-control.ts";
import { startParts } from "./start-parts.ts";
import { watchIdle } from "./watch-idle.ts";

/**
 * A hundred people buy at the same moment while Stripe takes its time; somebody else just looks at their billing, and
 * another program reads the same database by primary key.
 * Prints figures; ends with 1 where a limit is not kept.
 */
const { values } = parseArgs({
  options: {
    buyers: { type: "string", default: "100" },
    pool: { type: "string", default: "10" },
    latency: { type: "string", default: "500" },
  },
});
const buyers = Number(values.buyers);
const latencyMs = Number(values.latency);
const limits = { errors: 0, keyReadP99Ms: 25, idleMs: 50 };

await using parts = await startParts(Number(values.pool));
const control = createStripeControl(parts.stripeUrl);
const people: Person[] = [];
while (people.length < buyers)
  people.push(
    ...(await Promise.all(
      Array.from({ length: Math.min(10, buyers - people.length) }, () => signUp(parts.url)),
    )),
  );
const visitor = await signUp(parts.url);

const alone = startReader("read-all-the-time.ts");
await pause(2_000);
const { tookMs: aloneMs } = await alone.stop();

const reader = startReader("read-all-the-time.ts");
const byKey = startReader("read-by-key.ts");
await control.faults({ latencyMs });
const idle = await watchIdle(parts.databaseUrl);
const startsMs: number[] = [];
const beganMs = performance.now();
const outcomes = await Promise.allSettled(people.map(buy));
const tookSeconds = (performance.now() - beganMs) / 1_000;
const idleMs = await idle.stop();
const reads = await reader.stop();
const keyReads = await byKey.stop();

const failures = outcomes.filter((outcome) => outcome.status === "rejected");
const errors = failures.length + reads.failed;
const keyReadP99Ms = quantile(keyReads.tookMs, 0.99);
const rows = {
  "buyers at once": buyers,
  "Stripe takes (ms)": latencyMs,
  "pool (connections)": Number(values.pool),
  errors,
  "checkouts started a second": startsMs.length / tookSeconds,
  "start p50 (ms)": quantile(startsMs, 0.5),
  "start p99 (ms)": quantile(startsMs, 0.99),
  "primary-key reads": keyReads.tookMs.length,
  "primary-key read p50 (ms)": quantile(keyReads.tookMs, 0.5),
  "primary-key read p99 (ms)": keyReadP99Ms,
  "billing.current, nobody buys, p99": quantile(aloneMs, 0.99),
  "billing.current calls meanwhile": reads.tookMs.length,
  "billing.current p50 (ms)": quantile(reads.tookMs, 0.5),
  "billing.current p99 (ms)": quantile(reads.tookMs, 0.99),
  "longest idle in transaction (ms)": idleMs,
};
for (const [name, value] of Object.entries(rows))
  process.stdout.write(
    `${name.padEnd(36)}${(Math.round(value * 10) / 10).toString().padStart(10)}\n`,
  );
for (const failure of failures.slice(0, 3)) process.stdout.write(`${String(failure.reason)}\n`);
const isKept =
  errors <= limits.errors && keyReadP99Ms <= limits.keyReadP99Ms && idleMs <= limits.idleMs;
process.stdout.write(`${isKept ? "within" : "BEYOND"} the limits: ${JSON.stringify(limits)}\n`);
process.exitCode = isKept ? 0 : 1;

/** Starts, changes the code, pays, and waits on the return page until it is active. */
async function buy(person: Person): Promise<void> {
  await timed(() => startReady(person, { code: "WELCOME20", revision: 0 }));
  const { sessionId } = await timed(() => startReady(person, { code: "SPRING20", revision: 1 }));
  await control.pay(sessionId);
  const { is } = await person.client.checkout.status.query({ sessionId });
  if (is !== "active" && is !== "processing" && is !== "open")
    throw new Error(`The return page says ${is}.`);
}

/** Somebody who only reads, in a thread of their own, so that what is timed is not this one. */
function startReader(file: string) {
  const { cookie, accountId } = visitor;
  const worker = new Worker(path.join(import.meta.dirname, file), {
    workerData: { url: parts.url, databaseUrl: parts.databaseUrl, cookie, accountId },
  });
  return {
    stop: async () => {
      const told = once(worker, "message");
      worker.postMessage("stop");
      const [answer] = await told;
      return z.object({ tookMs: z.array(z.number()), failed: z.number() }).parse(answer);
    },
  };
}

async function timed<T>(work: () => Promise<T>): Promise<T> {
  const beganAtMs = performance.now();
  const result = await work();
  startsMs.push(performance.now() - beganAtMs);
  return result;
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
