import { type Chart, planRepair, type RepairPolicy } from "@idem/domain";
import type { Doctor, Watch } from "./doctor.ts";
import { type Examination, type Examined, examine, type OnFound } from "./examine.ts";

export type Planning = Examination & { reason: string; policy: RepairPolicy };

export type Planned = Examined & { planId: string; accounts: number; steps: number };

/**
 * Examines every account and keeps what would be done about those that are not well. Nothing is changed by it, here or at
 * Stripe. `only` chooses accounts by what is wrong with them: one that is chosen is planned whole.
 */
export async function makePlan(
  doctor: Doctor,
  planning: Planning,
  watching: Watch & { onFound: OnFound },
): Promise<Planned> {
  const planId = await doctor.records.beginPlan({ ...planning, only: [...planning.only] });
  return fillPlan(doctor, { ...planning, planId }, watching);
}

/** The same for a plan that was begun already, and has no steps. */
export async function fillPlan(
  doctor: Doctor,
  { planId, ...planning }: Omit<Planning, "reason"> & { planId: string },
  { onFound, ...watching }: Watch & { onFound: OnFound },
): Promise<Planned> {
  const { records } = doctor;
  const counted = { accounts: 0, steps: 0 };
  const keep = async (chart: Chart | null): Promise<void> => {
    const steps = chart === null ? [] : planRepair(chart, planning.policy);
    if (chart === null || steps.length === 0) return;
    await records.addSteps(planId, chart.account.id, steps);
    counted.accounts += 1;
    counted.steps += steps.length;
  };
  const examined = await examine(doctor, planning, {
    ...watching,
    onFound: async (found) => {
      await keep(found.chart);
      await onFound(found);
    },
  });
  return { ...examined, ...counted, planId };
}
