import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Dealing, DealtMany } from "./deal-many.ts";
import type { History } from "./history.ts";
import { tallyOf } from "./tally.ts";

/** Histories of one share of the work: small, so that progress is seen. */
const share = 1_000;

/** `dealMany` on every core; the same seed and number deal the same, whichever core deals what. */
export async function dealInParallel(
  histories: readonly History[],
  dealing: Dealing,
  { onProgress, signal }: { onProgress?: (done: number) => void; signal?: AbortSignal } = {},
): Promise<DealtMany> {
  const shares = Math.ceil(dealing.deals / share);
  const tally = tallyOf();
  const sum: Omit<DealtMany, "entries"> = { deliveries: 0, looks: 0, faults: [] };
  let [next, done] = [0, 0];

  async function work(): Promise<void> {
    const worker = new Worker(new URL("./deal-worker.ts", import.meta.url), {
      workerData: histories,
    });
    try {
      for (let index = next++; index < shares; index = next++) {
        signal?.throwIfAborted();
        const deals = Math.min(share, dealing.deals - index * share);
        const dealt = await ask(worker, { ...dealing, deals, seed: dealing.seed + index * share });
        tally.add(dealt.entries);
        sum.deliveries += dealt.deliveries;
        sum.looks += dealt.looks;
        sum.faults.push(...dealt.faults);
        done += deals;
        onProgress?.(done);
      }
    } finally {
      await worker.terminate();
    }
  }

  await Promise.all(Array.from({ length: Math.min(availableParallelism(), shares) }, work));
  return { entries: tally.entries(), ...sum };
}

function ask(worker: Worker, dealing: Dealing): Promise<DealtMany> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (answer: DealtMany) => {
      worker.off("error", reject);
      resolve(answer);
    });
    worker.postMessage(dealing);
  });
}
