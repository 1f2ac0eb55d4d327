import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Pass } from "@idem/billing";
import { startLargeGround } from "./large-ground.ts";
import { openWorker, type Worker } from "./open-passes.ts";

export type ReconcileOrders = {
  accounts: number;
  tell: (line: string) => void;
  signal: AbortSignal;
};

/** A figure each time Stripe has listed so many more objects: an account is two, a customer and a subscription. */
const everyListed = 20_000;
/** Nobody sends a webhook here, so the second look need not wait for one. */
const graceMs = 2_000;

type Run = { pass: Pass; seconds: number; reads: number; heapsMb: number[] };

/**
 * A pass over a large number of accounts, of which one in a hundred has changed at Stripe without a word: it must find
 * those and no others, in memory that does not grow; and a second pass must find nothing.
 */
export async function proveReconcile({
  accounts,
  tell,
  signal,
}: ReconcileOrders): Promise<{ ok: boolean }> {
  await using ground = await startLargeGround(accounts, tell);
  await using worker = openWorker({ ...ground, graceMs });
  const run = async (name: string): Promise<Run> => {
    const before = await ground.requests();
    const { heapMb: firstMb } = measureMemory();
    const { pass, seconds, heapsMb } = await watchPass(worker, { tell, signal });
    const reads = (await ground.requests()) - before;
    tell(
      `${name}: ${count(pass.listed)} objects in ${seconds.toFixed(1)} s (${count(Math.round(pass.listed / seconds))}/s), ` +
        `${count(reads)} reads of Stripe, ${count(pass.looks)} looks; ` +
        `${count(pass.healed)} healed and ${count(pass.kept)} kept of ${count(ground.planted)} planted; ` +
        `heap from ${Math.min(firstMb, ...heapsMb)} to ${Math.max(firstMb, ...heapsMb)} MB`,
    );
    return { pass, seconds, reads, heapsMb };
  };
  const first = await run("first pass");
  const second = await run("second pass");
  const findings = [
    ...(first.pass.healed === ground.planted && first.pass.kept === 0
      ? []
      : ["not exactly those were found that had changed"]),
    ...(second.pass.healed + second.pass.kept === 0 ? [] : ["a second pass still finds drift"]),
    ...(isFlat(first.heapsMb) ? [] : ["memory grows with the number of accounts"]),
    // Every account costs its share of two pages, and those that are well nothing else.
    ...(second.reads <= accounts / 50 + 10 ? [] : ["accounts that are well are read one by one"]),
  ];
  for (const finding of findings) tell(`BROKEN: ${finding}`);
  return { ok: findings.length === 0 };
}

async function watchPass(
  worker: Worker,
  { tell, signal }: Pick<ReconcileOrders, "tell" | "signal">,
): Promise<Omit<Run, "reads">> {
  await worker.reconciler.passes.begin("the proof");
  const beganMs = performance.now();
  const heapsMb: number[] = [];
  for (let next = everyListed; ; ) {
    signal.throwIfAborted();
    const step = await worker.step();
    if (step.is === "idle") throw new Error("Somebody else has taken the pass.");
    const seconds = (performance.now() - beganMs) / 1_000;
    if (step.is === "finished") return { pass: step.pass, seconds, heapsMb };
    if (step.is === "waiting") await pause(step.forMs, null, { signal });
    if (step.pass.listed < next) continue;
    next += everyListed;
    const { heapMb, residentMb } = measureMemory();
    heapsMb.push(heapMb);
    tell(
      `${count(step.pass.listed).padStart(9)} objects  ${seconds.toFixed(1).padStart(6)} s  ` +
        `heap ${heapMb} MB, resident ${residentMb} MB  ${count(step.pass.healed)} healed`,
    );
  }
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** What is still needed after a full collection; and what the system counts. */
function measureMemory(): { heapMb: number; residentMb: number } {
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMb: toMb(heapUsed), residentMb: toMb(rss) };
}

const toMb = (bytes: number): number => Math.round(bytes / 1_048_576);

/** The last is no larger than the first by more than a page and its garbage. */
const isFlat = (heapsMb: readonly number[]): boolean =>
  (heapsMb.at(-1) ?? 0) - (heapsMb[0] ?? 0) <= mostGrowthMb;
const mostGrowthMb = 10;

const count = (value: number): string => value.toLocaleString("en-US");
