import { useMutation } from "@tanstack/react-query";
import { type Answers, failureOf, idem } from "../../../app/idem.ts";
import { duplicatesTexts } from "../../../texts/admin/duplicates.ts";
import { FailureText } from "../../../ui/failure-text.tsx";
import { ActionDialog } from "../account/action-dialog.tsx";
import { toolLook } from "../look.ts";
import { number } from "../number.ts";
import { useRefresh } from "../use-refresh.ts";
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
      <VerifyButton planId={planId} />
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
      return { is: "done" as const, auditSeq: null };
    case "busy":
      return { is: "refused" as const, reason: answer.is, message: words.busy };
    case "not_found":
      return { is: "refused" as const, reason: answer.is, message: words.gone };
  }
}

function VerifyButton({ planId }: { planId: string }) {
  const refresh = useRefresh();
  const verify = useMutation({
    mutationFn: () => idem.admin.duplicates.verify.mutate({ planId }),
    onSettled: refresh,
  });
  return (
    <div className="flex flex-col gap-1 text-sm">
      <button
        type="button"
        aria-disabled={verify.isPending || undefined}
        className={toolLook}
        onClick={() => verify.isPending || verify.mutate()}
      >
        {words.verify}
      </button>
      <div role="status">
        {verify.data?.is === "busy" && words.busy}
        {verify.isError && <FailureText failure={failureOf(verify.error)} />}
      </div>
    </div>
  );
}
