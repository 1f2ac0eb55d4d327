import { once } from "node:events";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { type Person, signUp } from "../../world/sign-up.ts";
import { startReady } from "../../world/start.ts";
import { createStripeControl, type StripeControl } from "../../world/stripe-control.ts";
import { quantile } from "../compare/quantile.ts";
import { type Parts, startParts } from "./start-parts.ts";
import { watchIdle } from "./watch-idle.ts";

/** What the crowd may cost the others. */
const limits = { errors: 0, keyReadP99Ms: 25, idleMs: 50 };

export type Crowd = {
  rows: Record<string, number>;
  said: string[];
  /** What it cost the others beyond the limits, in words. */
  misses: string[];
};

/**
 * A hundred people buy at the same moment while Stripe takes its time, with a changed code each; somebody else just looks
 * at their billing, and another program reads the same database by primary key.
 */
export async function measureCrowd(options: {
  buyers: number;
  poolSize: number;
  latencyMs: number;
}): Promise<Crowd> {
  const { buyers, poolSize, latencyMs } = options;
  await using parts = await startParts(poolSize);
  const control = createStripeControl(parts.stripeUrl);
  const people: Person[] = [];
  while (people.length < buyers)
    people.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(10, buyers - people.length) }, () => signUp(parts.url)),
      )),
    );
  const visitor = await signUp(parts.url);

  const alone = startReader("read-all-the-time.ts", parts, visitor);
  await pause(2_000);
  const { tookMs: aloneMs } = await alone.stop();

  const reader = startReader("read-all-the-time.ts", parts, visitor);
  const byKey = startReader("read-by-key.ts", parts, visitor);
  await control.faults({ latencyMs });
  const idle = await watchIdle(parts.databaseUrl);
  const startsMs: number[] = [];
  const beganMs = performance.now();
  const outcomes = await Promise.allSettled(
    people.map((person) => buy(person, { control, startsMs })),
  );
  const tookSeconds = (performance.now() - beganMs) / 1_000;
  const idleMs = await idle.stop();
  const reads = await reader.stop();
  const keyReads = await byKey.stop();

  const failures = outcomes.filter((outcome) => outcome.status === "rejected");
  const errors = failures.length + reads.failed;
  const keyReadP99Ms = quantile(keyReads.tookMs, 0.99) ?? 0;
  return {
    rows: {
      "buyers at once": buyers,
      "Stripe takes (ms)": latencyMs,
      "pool (connections)": poolSize,
      errors,
      "checkouts started a second": startsMs.length / tookSeconds,
      "start p50 (ms)": quantile(startsMs, 0.5) ?? 0,
      "start p99 (ms)": quantile(startsMs, 0.99) ?? 0,
      "primary-key reads": keyReads.tookMs.length,
      "primary-key read p50 (ms)": quantile(keyReads.tookMs, 0.5) ?? 0,
      "primary-key read p99 (ms)": keyReadP99Ms,
      "billing.current, nobody buys, p99": quantile(aloneMs, 0.99) ?? 0,
      "billing.current calls meanwhile": reads.tookMs.length,
      "billing.current p50 (ms)": quantile(reads.tookMs, 0.5) ?? 0,
      "billing.current p99 (ms)": quantile(reads.tookMs, 0.99) ?? 0,
      "longest idle in transaction (ms)": idleMs,
    },
    said: failures.slice(0, 3).map(({ reason }) => String(reason)),
    misses: [
      ...(errors > limits.errors ? [`${errors} errors`] : []),
      ...over("primary-key read p99", keyReadP99Ms, limits.keyReadP99Ms),
      ...over("longest idle in transaction", idleMs, limits.idleMs),
    ],
  };
}

const over = (what: string, ms: number, most: number): string[] =>
  ms <= most ? [] : [`${what} ${ms.toFixed(1)} ms instead of ${most}`];

type Till = { control: StripeControl; startsMs: number[] };

/** Starts, changes the code, pays, and waits on the return page until it is active. */
async function buy(person: Person, { control, startsMs }: Till): Promise<void> {
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const beganAtMs = performance.now();
    const result = await work();
    startsMs.push(performance.now() - beganAtMs);
    return result;
  };
  await timed(() => startReady(person, { code: "WELCOME20", revision: 0 }));
  const { sessionId } = await timed(() => startReady(person, { code: "SPRING20", revision: 1 }));
  await control.pay(sessionId);
  const { is } = await person.client.checkout.status.query({ sessionId });
  if (is !== "active" && is !== "processing" && is !== "open")
    throw new Error(`The return page says ${is}.`);
}

/** Somebody who only reads, in a thread of their own, so that what is timed is not this one. */
function startReader(file: string, { url, databaseUrl }: Parts, { cookie, accountId }: Person) {
  const worker = new Worker(path.join(import.meta.dirname, file), {
    workerData: { url, databaseUrl, cookie, accountId },
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
