import { verifyPlan } from "@idem/billing";
import type { Finding } from "../finding.ts";
import type { Practice } from "./run-doctor.ts";
import { planIdOf } from "./shown-plan.ts";
import { tellVerified } from "./tell-verified.ts";

/** Looks at a plan's accounts again, at Stripe and in our rows; what is still wrong with one of them is a finding. */
export async function verifyCommand(
  practice: Practice,
  named: string | undefined,
): Promise<Finding> {
  const { doctor, watch, json } = practice;
  const planId = await planIdOf(practice, named);
  return tellVerified({ planId, ...(await verifyPlan(doctor, planId, watch)) }, json);
}
