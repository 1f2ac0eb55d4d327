import type { Finding } from "../../finding.ts";
import { tellSteps } from "../tell-steps.ts";
import { askNodes, endedOtherwise } from "./ask-nodes.ts";
import { readRemotePlan } from "./read-remote-plan.ts";
import type { RemotePlan, RemotePractice } from "./remote-practice.ts";
import { showRemoteNotes } from "./show-remote-notes.ts";
import { showRemotePlan } from "./show-remote-plan.ts";

type Undoing = { planId: string | undefined; execute?: true; yes?: true };

/** Has the nodes take back what a plan has done. What could not be taken back is a finding. */
export async function remoteUndo(practice: RemotePractice, undoing: Undoing): Promise<Finding> {
  const { json, confirm } = practice;
  const before = await readRemotePlan(practice, undoing.planId);
  const { id: planId, accounts } = before;
  const { done } = before.steps;
  if (done === 0 && before.doing === null) return tell(practice, before, 0);
  if (!undoing.execute) {
    await showRemotePlan(practice, { planId, state: "done" });
    const text = `${planId}: ${done} steps would be taken back with --execute; the plan has ${accounts} accounts.`;
    return { text: json ? JSON.stringify({ planId, done, accounts }) : text, isFine: false };
  }
  if (!undoing.yes && !(await confirm(`Take back ${done} steps of ${planId}?`)))
    return { text: "Nothing was done.", isFine: false };
  const plan = await askNodes(practice, planId, "undo");
  if (plan.ended?.is !== "undone") throw endedOtherwise(plan);
  return tell(practice, plan, plan.ended.left);
}

async function tell(
  practice: RemotePractice,
  { id: planId, steps }: RemotePlan,
  left: number,
): Promise<Finding> {
  await showRemoteNotes(practice, planId, ["kept"]);
  const { text } = tellSteps({ planId, left, steps }, practice.json);
  return { text, isFine: steps.kept === 0 };
}
