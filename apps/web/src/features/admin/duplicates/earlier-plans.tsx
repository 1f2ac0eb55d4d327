import { Link } from "@tanstack/react-router";
import { duplicatesTexts } from "../../../texts/admin/duplicates.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { EarlierRuns } from "../earlier-runs.tsx";
import { number } from "../number.ts";
import { toAdmin } from "../to-admin.ts";
import type { Plan } from "./use-live-plan.ts";

const words = duplicatesTexts.plan;

/** The other plans that there are, each with where it stands. */
export const EarlierPlans = ({ plans }: { plans: Plan[] }) => (
  <EarlierRuns
    title={words.earlier}
    runs={plans.map((plan) => ({
      id: plan.id,
      begunAtMs: plan.createdAtMs,
      what: <PlanLink plan={plan} />,
      askedBy: plan.askedBy,
    }))}
  />
);

const PlanLink = ({ plan }: { plan: Plan }) => (
  <>
    <Link {...toAdmin("duplicates")} search={{ plan: plan.id }} className={linkLook}>
      {plan.reason}
    </Link>
    <span>{standingText(plan)}</span>
  </>
);

function standingText({ doing, steps }: Plan): string {
  if (doing !== null) return duplicatesTexts.doing[doing];
  const parts = Object.entries(words.calls.states).flatMap(([state, name]) => {
    const count = new Map(Object.entries(steps)).get(state) ?? 0;
    return count === 0 ? [] : [`${name}: ${number(count)}`];
  });
  return parts.join(", ");
}
