import { followPlan } from "./follow-plan.ts";
import { inTime, type RemotePlan, type RemotePractice } from "./remote-practice.ts";

/** Has the nodes do something with a plan, or joins who has asked for the same; answers how the plan stands afterwards. */
export async function askNodes(
  practice: RemotePractice,
  planId: string,
  work: "carryOut" | "undo" | "verify",
): Promise<RemotePlan> {
  const answer = await practice.duplicates[work].mutate({ planId }, inTime(practice));
  switch (answer.is) {
    case "begun":
    case "joined":
      return followPlan(practice, answer.plan);
    case "busy":
      throw new Error(`Something else is being done with ${planId}: wait until it is over.`);
    case "not_found":
      throw new Error(`There is no plan ${planId}.`);
  }
}

/** Why a plan has not ended with what was asked for. */
export const endedOtherwise = ({ id, ended }: RemotePlan): Error =>
  new Error(
    ended?.is === "failed"
      ? `${id}: ${ended.message}`
      : `Somebody has done something else with ${id} since: ask again.`,
  );
