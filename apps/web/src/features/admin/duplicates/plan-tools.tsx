import { type Answers, idem } from "../../../app/idem.ts";
import { duplicatesTexts } from "../../../texts/admin/duplicates.ts";
import { ActionDialog } from "../account/action-dialog.tsx";
import { number } from "../number.ts";
import type { Plan } from "./use-live-plan.ts";

const words = duplicatesTexts.plan;

/** What can be done with a plan as it stands. */
export function PlanTools({ plan, mayAct }: { plan: Plan; mayAct: boolean }) {
  const { id: planId, steps } = plan;
  const isBegun = Object.values(steps).some((count) => count > 0 && count !== steps.planned);
  return (
    <div className="flex flex-wrap items-start gap-3">
      {mayAct && steps.planned > 0 && (
        <ActionDialog
          label={isBegun ? words.applyAgain : words.apply}
          consequence={words.applyBody(number(steps.planned), number(plan.accounts))}
          asksReason={false}
          isGrave
          run={async () => toAnswer(await idem.admin.duplicates.carryOut.mutate({ planId }))}
        />
      )}
      <ActionDialog
        label={words.verify}
        consequence={words.verifyBody}
        asksReason={false}
        run={async () => toAnswer(await idem.admin.duplicates.verify.mutate({ planId }))}
      />
      {mayAct && steps.done > 0 && (
        <ActionDialog
          label={words.undo}
          consequence={words.undoBody(number(steps.done))}
          asksReason={false}
          isGrave
          run={async () => toAnswer(await idem.admin.duplicates.undo.mutate({ planId }))}
        />
      )}
    </div>
  );
}

/** Whoever asks beside somebody else has the same done, once. */
function toAnswer(answer: Answers["admin"]["duplicates"]["carryOut"]) {
  switch (answer.is) {
    case "begun":
    case "joined":
      return {
        is: "done" as const,
        auditSeq: null,
        deedId: answer.deedId,
        said: words.asked[answer.is],
      };
    case "busy":
      return { is: "refused" as const, reason: answer.is, message: words.busy };
    case "not_found":
      return { is: "refused" as const, reason: answer.is, message: words.gone };
  }
}
