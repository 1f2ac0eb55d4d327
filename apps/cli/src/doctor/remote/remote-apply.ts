import type { Finding } from "../../finding.ts";
import { tellSteps } from "../tell-steps.ts";
import { askNodes, endedOtherwise } from "./ask-nodes.ts";
import { readRemotePlan } from "./read-remote-plan.ts";
import type { RemotePractice } from "./remote-practice.ts";
import { showRemoteNotes } from "./show-remote-notes.ts";
import { showRemotePlan } from "./show-remote-plan.ts";

type Applying = { planId: string | undefined; execute?: true; yes?: true };

/** Has the nodes carry a plan out; without --execute it says what they would do. */
export async function remoteApply(practice: RemotePractice, applying: Applying): Promise<Finding> {
  const { json, confirm } = practice;
  const { id: planId, steps, accounts, doing } = await readRemotePlan(practice, applying.planId);
  const { planned } = steps;
  if (planned === 0 && doing === null) return tellSteps({ planId, left: 0, steps }, json);
  if (!applying.execute) {
    await showRemotePlan(practice, { planId, state: "planned" });
    const text = `${planId}: ${planned} steps would be done with --execute; the plan has ${accounts} accounts.`;
    return { text: json ? JSON.stringify({ planId, planned, accounts }) : text, isFine: false };
  }
  if (!applying.yes && !(await confirm(`Carry out ${planned} steps of ${planId}?`)))
    return { text: "Nothing was done.", isFine: false };
  const plan = await askNodes(practice, planId, "carryOut");
  if (plan.ended?.is !== "applied") throw endedOtherwise(plan);
  await showRemoteNotes(practice, planId, ["refused", "skipped"]);
  return tellSteps({ planId, left: plan.ended.left, steps: plan.steps }, json);
}
