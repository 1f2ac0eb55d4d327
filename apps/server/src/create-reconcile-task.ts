import { ProviderUnavailable, type Reconciler, reconcileStep } from "@idem/billing";
import type { Logger } from "pino";
import type { Task } from "./create-worker.ts";

export type ReconcileTaskOptions = {
  /** A pass begins every so many hours, one at 03:00 UTC; 0: this node takes no part in passes. */
  everyHours: number;
  /** This process, as no other one is called. */
  worker: string;
  logger: Logger;
};

/** Whether a pass is due need not be known sooner. */
const scheduleEveryMs = 60_000;

/** While Stripe does not answer, or answers 429, it is asked again after 1, 2, 4 … seconds, and at last twice a minute. */
const [firstPauseMs, longestPauseMs] = [1_000, 30_000];

/** This node's part in passes over all accounts: begins them in time, and works on the one that runs, if no other node does. */
export function createReconcileTask(
  reconciler: Reconciler,
  { everyHours, worker, logger }: ReconcileTaskOptions,
): Task {
  if (everyHours === 0) return async () => 0;
  let scheduleAtMs = 0;
  let goOnAtMs = 0;
  let pauseMs = firstPauseMs;

  async function work(): Promise<number> {
    if (performance.now() >= scheduleAtMs) {
      await reconciler.passes.beginWhenDue(everyHours);
      scheduleAtMs = performance.now() + scheduleEveryMs;
    }
    const step = await reconcileStep(reconciler, worker);
    pauseMs = firstPauseMs;
    if (step.is === "waiting") goOnAtMs = performance.now() + step.forMs;
    return step.is === "worked" ? 1 : 0;
  }

  return async () => {
    if (performance.now() < goOnAtMs) return 0;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error;
      logger.warn({ error: error.message, pauseMs }, "Stripe does not answer: the pass waits");
      goOnAtMs = performance.now() + pauseMs;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      return 0;
    }
  };
}
