import type { DoctorRecords, Plan } from "../ports/doctor-records.ts";

export type HeldPlan = { plan: Plan; hold(): Promise<void>; release(): Promise<void> };

/** A plan is worked on by one process at a time. Throws where there is no such plan, or another one has it. */
export async function holdPlan(
  records: DoctorRecords,
  planId: string,
  worker: string,
): Promise<HeldPlan> {
  const plan = await records.plan(planId);
  if (plan === null) throw new Error(`There is no plan ${planId}.`);
  const hold = async (): Promise<void> => {
    if (!(await records.holdPlan(planId, worker)))
      throw new Error(
        `Another process is at work on ${planId}. It is free ten seconds after that one's end.`,
      );
  };
  await hold();
  return { plan, hold, release: () => records.releasePlan(planId, worker) };
}
