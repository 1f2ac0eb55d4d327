import { adminTexts } from "../../../texts/admin/admin.ts";
import { duplicatesTexts } from "../../../texts/admin/duplicates.ts";
import { Moment } from "../moment.tsx";
import { number } from "../number.ts";
import { PlanAccounts } from "./plan-accounts.tsx";
import { PlanStanding } from "./plan-standing.tsx";
import { PlanTools } from "./plan-tools.tsx";
import { type Plan, useLivePlan } from "./use-live-plan.ts";

const words = duplicatesTexts.plan;

/** One plan: why, how far it is, what can be done with it, and what it does to whom. */
export function PlanSection({ plan: first, mayAct }: { plan: Plan; mayAct: boolean }) {
  const plan = useLivePlan(first);
  const steps = Object.values(plan.steps).reduce((sum, count) => sum + count, 0);
  return (
    <section aria-labelledby="plan" className="flex flex-col gap-4 border-t border-line pt-5">
      <h2 id="plan" className="text-xl font-semibold">
        {words.title}: “{plan.reason}”
      </h2>
      <p className="text-sm text-muted">
        <code>{plan.id}</code> · <Moment at={new Date(plan.createdAtMs).toISOString()} withTime /> ·{" "}
        {adminTexts.askedBy(plan.askedBy)}
      </p>
      <PlanStanding plan={plan} />
      {plan.doing !== "plan" && (
        <>
          <p>{steps === 0 ? words.empty : words.accounts(number(plan.accounts), number(steps))}</p>
          {steps > 0 && plan.doing === null && <PlanTools plan={plan} mayAct={mayAct} />}
          {steps > 0 && <PlanAccounts planId={plan.id} />}
        </>
      )}
    </section>
  );
}
