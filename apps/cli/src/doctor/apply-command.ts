import { applyPlan } from "@idem/billing";
import type { Finding } from "../finding.ts";
import type { Practice } from "./run-doctor.ts";
import { showNotes } from "./show-notes.ts";
import { planIdOf, showPlan } from "./shown-plan.ts";
import { tellSteps } from "./tell-steps.ts";

type Applying = { planId: string | undefined; execute?: true; yes?: true };

/**
 * Carries a plan out, or goes on with it. Without `execute` it shows the steps that are left and takes none, and that there
 * are some is a finding; so is a step that Stripe refused or that was left out.
 */
export async function applyCommand(practice: Practice, applying: Applying): Promise<Finding> {
  const { doctor, watch, worker, json, confirm } = practice;
  const planId = await planIdOf(practice, applying.planId);
  const { planned } = await doctor.records.count(planId);
  if (planned === 0)
    return tellSteps({ planId, left: 0, steps: await doctor.records.count(planId) }, json);
  if (!applying.execute) {
    const accounts = await showPlan(practice, { planId, state: "planned" });
    const text = `${planId}: ${planned} steps for ${accounts} accounts would be done with --execute.`;
    return { text: json ? JSON.stringify({ planId, planned, accounts }) : text, isFine: false };
  }
  if (!applying.yes && !(await confirm(`Carry out ${planned} steps of ${planId}?`)))
    return { text: "Nothing was done.", isFine: false };
  const applied = await applyPlan(doctor, planId, { ...watch, worker });
  await showNotes(practice, planId, ["refused", "skipped"]);
  return tellSteps({ planId, ...applied }, json);
}
