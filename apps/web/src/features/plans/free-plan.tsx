import { plansTexts } from "../../texts/plans.ts";
import { PlanLink, type PlanProps } from "./plan-link.tsx";

/** A plan for nothing: a line below the others, because it is no alternative to weigh. */
export function FreePlan(props: PlanProps) {
  const { plan, price } = props.offer;
  if (price === null) return null;
  const isCurrent = props.subscription?.planKey === plan.key;
  return (
    <section
      aria-labelledby={`plan-${plan.key}`}
      className="flex flex-wrap items-center justify-between gap-x-10 gap-y-5 border-b border-line py-7"
    >
      <div className="flex max-w-xl flex-col gap-1">
        <h2 id={`plan-${plan.key}`} className="text-lg font-semibold">
          {plan.name}
          {isCurrent && (
            <span className="ml-3 text-sm font-medium text-accent">{plansTexts.current}</span>
          )}
        </h2>
        <p className="text-muted">
          {plan.description} {plansTexts.noCard}
        </p>
        <p className="text-sm text-muted">{plan.features.join(" · ")}</p>
      </div>
      <PlanLink {...props} price={price} />
    </section>
  );
}
