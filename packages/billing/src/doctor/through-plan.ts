import type { AccountId } from "@idem/domain";
import type { Plan, StepState } from "../ports/doctor-records.ts";
import type { Doctor } from "./doctor.ts";
import { holdPlan } from "./hold-plan.ts";
import { type Through, throughAccounts } from "./through-accounts.ts";

/** `left`: accounts about which Stripe did not answer, or that could not be read; done again, it goes on there. */
export type Applied = { left: number; steps: Record<StepState, number> };

/** Does something for each account of a plan that has steps in such a state, while no other process has the plan. */
export async function throughPlan(
  doctor: Doctor,
  { worker, ...through }: Omit<Through, "hold"> & { worker: string },
  work: (plan: Plan, accountId: AccountId) => Promise<"settled" | "left">,
): Promise<Applied> {
  const { records } = doctor;
  const { plan, hold, release } = await holdPlan(records, through.planId, worker);
  try {
    const left = await throughAccounts(doctor, { ...through, hold }, (accountId) =>
      work(plan, accountId),
    );
    return { left, steps: await records.count(plan.id) };
  } finally {
    await release();
  }
}
