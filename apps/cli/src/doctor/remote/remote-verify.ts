import type { Finding } from "../../finding.ts";
import { tellVerified } from "../tell-verified.ts";
import { askNodes, endedOtherwise } from "./ask-nodes.ts";
import { readRemotePlan } from "./read-remote-plan.ts";
import type { RemotePractice } from "./remote-practice.ts";

/** Has the nodes look at a plan's accounts again. */
export async function remoteVerify(
  practice: RemotePractice,
  named: string | undefined,
): Promise<Finding> {
  const { id: planId } = await readRemotePlan(practice, named);
  const plan = await askNodes(practice, planId, "verify");
  if (plan.ended?.is !== "verified") throw endedOtherwise(plan);
  return tellVerified({ ...plan.ended, planId }, practice.json);
}
