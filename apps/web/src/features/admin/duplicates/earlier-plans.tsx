import { Link } from "@tanstack/react-router";
import { duplicatesTexts } from "../../../texts/duplicates.ts";
import { Moment } from "../moment.tsx";
import { toAdmin } from "../to-admin.ts";
import { number } from "./number.ts";
import type { Plan } from "./use-live-plan.ts";

const words = duplicatesTexts.plan;

/** The other plans that there are, each with where it stands. */
export const EarlierPlans = ({ plans }: { plans: Plan[] }) =>
  plans.length > 0 && (
    <section aria-labelledby="earlier" className="flex flex-col gap-3">
      <h2 id="earlier" className="text-lg font-semibold">
        {words.earlier}
      </h2>
      <ul className="text-sm">
        {plans.map((plan) => (
          <li key={plan.id} className="flex flex-wrap gap-x-4 border-t border-line py-2">
            <Moment at={new Date(plan.createdAtMs).toISOString()} withTime />
            <Link
              {...toAdmin("duplicates")}
              search={{ plan: plan.id }}
              className="inline-flex min-h-6 items-center text-accent underline underline-offset-4"
            >
              {plan.reason}
            </Link>
            <span>{standingText(plan)}</span>
            <span className="text-muted">{words.asked(plan.askedBy)}</span>
          </li>
        ))}
      </ul>
    </section>
  );

function standingText({ doing, steps }: Plan): string {
  if (doing !== null) return duplicatesTexts.doing[doing];
  const parts = Object.entries(words.calls.states).flatMap(([state, name]) => {
    const count = new Map(Object.entries(steps)).get(state) ?? 0;
    return count === 0 ? [] : [`${name}: ${number(count)}`];
  });
  return parts.join(", ");
}
