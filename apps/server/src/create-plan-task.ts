import { type Doctor, type PlanWorker, workOnPlan } from "@idem/billing";
import type { Logger } from "pino";
import type { Task } from "./create-worker.ts";

/** This node's part in what staff have asked for about plans: does the next, if no other node is at work on it. */
export const createPlanTask =
  (doctor: Doctor, { logger, ...by }: PlanWorker & { logger: Logger }): Task =>
  async () => {
    const end = await workOnPlan(doctor, by);
    if (end === null) return 0;
    if (end.is === "failed") logger.error(end, "Something that staff have asked for has failed");
    return 1;
  };
