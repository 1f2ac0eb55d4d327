import type { Finding } from "../../finding.ts";
import type { PlanChoice } from "../plan-command.ts";
import { endedOtherwise } from "./ask-nodes.ts";
import { followPlan } from "./follow-plan.ts";
import { inTime, type RemotePractice } from "./remote-practice.ts";
import { showRemotePlan } from "./show-remote-plan.ts";

/** Has the nodes look at every account and plan what would be done, or joins them where they are just doing so. */
export async function remotePlan(
  practice: RemotePractice,
  { reason, refund, only, limit }: PlanChoice,
): Promise<Finding> {
  const { duplicates, json, url, write } = practice;
  if (only.length > 0 || limit !== null)
    throw new Error("With --url all accounts are planned: there is no --only and no --limit.");
  const begun = await duplicates.begin.mutate({ reason, refund }, inTime(practice));
  const isOurs = begun.reason === reason.trim() && begun.policy.refund === refund;
  if (!isOurs && !json)
    write(`Joined the plan of ${begun.askedBy}: ${begun.reason}, refund ${begun.policy.refund}.`);
  const plan = await followPlan(practice, begun);
  const { id: planId, ended, steps, accounts } = plan;
  if (ended?.is !== "planned") throw endedOtherwise(plan);
  const isFine = ended.findings === 0;
  await showRemotePlan(practice, { planId, state: "planned" });
  if (json) {
    const { findings, checkId } = ended;
    const summary = { planId, checkId, findings, accounts, steps: steps.planned };
    return { text: JSON.stringify({ ...summary, reason: plan.reason, ...plan.policy }), isFine };
  }
  if (isFine) return { text: "Healthy: there is nothing to plan.", isFine };
  const summary = `${planId}: ${steps.planned} steps for ${accounts} accounts. Nothing was changed.`;
  return {
    text: [summary, `idem doctor apply ${planId} --execute --url ${url}`].join("\n"),
    isFine,
  };
}
