import { type Doctor, type PlanWorker, workOnPlan } from "@idem/billing";
import type { Logger } from "pino";
import type { Task } from "./create-worker.ts";
import { every } from "./every.ts";

/** Whoever has pressed waits for no longer than this; and webhooks, which wake the worker, cost no look at plans. */
const lookEveryMs = 1_000;

/** This node's part in what staff have asked for about plans: does the next, if no other node is at work on it. */
export function createPlanTask(
  doctor: Doctor,
  { logger, ...by }: PlanWorker & { logger: Logger },
): Task {
  async function work(): Promise<void> {
    const end = await workOnPlan(doctor, by);
    if (end?.is === "failed") logger.error(end, "Something that staff have asked for has failed");
  }
  return every(lookEveryMs, { work, nowMs: () => performance.now() });
}
