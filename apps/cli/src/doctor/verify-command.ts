import { verifyPlan } from "@idem/billing";
import type { Finding } from "../finding.ts";
import type { Practice } from "./run-doctor.ts";
import { planIdOf } from "./shown-plan.ts";

export async function verifyCommand(
  practice: Practice,
  named: string | undefined,
): Promise<Finding> {
  const { doctor, watch, json } = practice;
  const planId = await planIdOf(practice, named);
  const { found, left, accounts, findings } = await verifyPlan(doctor, planId, watch);
  if (left > 0)
    throw new Error(`About ${left} accounts Stripe did not answer, or they are at work.`);
  const isFine = findings === 0;
  if (json) return { text: JSON.stringify({ planId, accounts, findings, found }), isFine };
  if (isFine) return { text: `All ${accounts} accounts of ${planId} are healthy.`, isFine };
  const lines = found.map(({ subject, invariant, words }) => `${subject}  ${invariant}  ${words}`);
  return { text: [...lines, `${findings} findings in ${accounts} accounts.`].join("\n"), isFine };
}
