import { setTimeout as pause } from "node:timers/promises";
import { createDoctorProgress } from "../doctor-progress.ts";
import { readRemotePlan } from "./read-remote-plan.ts";
import type { RemotePlan, RemotePractice } from "./remote-practice.ts";

/** A node writes down how far it is once a second. */
const everyMs = 1_000;

/** Says how far a plan is until nothing is being done with it; answers how it stands then. */
export async function followPlan(practice: RemotePractice, begun: RemotePlan): Promise<RemotePlan> {
  const lineOf = createDoctorProgress(() => performance.now());
  let plan = begun;
  while (plan.doing !== null) {
    if (plan.progress !== null) practice.progress(lineOf(plan.progress));
    await pause(everyMs, undefined, { signal: practice.signal });
    plan = await readRemotePlan(practice, plan.id);
  }
  return plan;
}
