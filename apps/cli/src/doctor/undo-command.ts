import { undoPlan } from "@idem/billing";
import type { Finding } from "../finding.ts";
import type { Practice } from "./run-doctor.ts";
import { showNotes } from "./show-notes.ts";
import { planIdOf, showPlan } from "./shown-plan.ts";
import { tellSteps } from "./tell-steps.ts";

type Undoing = { planId: string | undefined; execute?: true; yes?: true };

/** What could not be taken back is a finding. */
export async function undoCommand(practice: Practice, undoing: Undoing): Promise<Finding> {
  const { doctor, watch, worker, json, confirm } = practice;
  const planId = await planIdOf(practice, undoing.planId);
  const { done } = await doctor.records.count(planId);
  if (done > 0 && !undoing.execute) {
    const accounts = await showPlan(practice, { planId, state: "done" });
    const text = `${planId}: ${done} steps of ${accounts} accounts would be taken back with --execute.`;
    return { text: json ? JSON.stringify({ planId, done, accounts }) : text, isFine: false };
  }
  if (done > 0 && !undoing.yes && !(await confirm(`Take back ${done} steps of ${planId}?`)))
    return { text: "Nothing was done.", isFine: false };
  const undone = await undoPlan(doctor, planId, { ...watch, worker });
  await showNotes(practice, planId, ["kept"]);
  const { text } = tellSteps({ planId, ...undone }, json);
  return { text, isFine: undone.steps.kept === 0 };
}
