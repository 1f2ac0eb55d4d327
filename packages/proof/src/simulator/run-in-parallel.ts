import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Checked } from "./check-schedules.ts";

/** Schedules of one share of the work; small, so that progress is seen and a failure ends the run soon. */
const share = 1_000;

export type Shares = {
  schedules: number;
  seed: number;
  onProgress: (done: number) => void;
};

/**
 * Plays schedules on every core. Share n has the seed `seed + n` and is played whole by one worker, so the same seed
 * and number play the same schedules on any machine. Answers the broken share with the lowest seed, if there is one.
 */
export async function runInParallel({ schedules, seed, onProgress }: Shares): Promise<Checked> {
  const count = Math.ceil(schedules / share);
  const broken: { index: number; checked: Checked }[] = [];
  let [next, runs, steps] = [0, 0, 0];

  async function work(): Promise<void> {
    const worker = new Worker(new URL("./worker.ts", import.meta.url));
    try {
      while (next < count && broken.length === 0) {
        const index = next++;
        const size = Math.min(share, schedules - index * share);
        const checked = await ask(worker, { seed: seed + index, runs: size });
        runs += checked.runs;
        if (checked.is === "held") steps += checked.steps;
        else broken.push({ index, checked });
        onProgress(runs);
      }
    } finally {
      await worker.terminate();
    }
  }

  const workers = Math.min(availableParallelism(), count);
  await Promise.all(Array.from({ length: workers }, work));
  const [first] = broken.toSorted((a, b) => a.index - b.index);
  return first?.checked ?? { is: "held", runs, steps };
}

function ask(worker: Worker, question: { seed: number; runs: number }): Promise<Checked> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (answer: Checked) => {
      worker.off("error", reject);
      resolve(answer);
    });
    worker.postMessage(question);
  });
}
