import { inTime, type RemotePlan, type RemotePractice } from "./remote-practice.ts";

/** One of the server's latest plans by its id; the latest where none is named. Throws where it is not among them. */
export async function readRemotePlan(
  practice: RemotePractice,
  planId: string | undefined,
): Promise<RemotePlan> {
  const plans = await practice.duplicates.plans.query(undefined, inTime(practice));
  const plan = planId === undefined ? plans[0] : plans.find(({ id }) => id === planId);
  if (plan !== undefined) return plan;
  throw new Error(
    planId === undefined
      ? "There is no plan yet: idem doctor plan --reason …"
      : `${planId} is not among the server's latest ${plans.length} plans.`,
  );
}
