import { adminTexts } from "../../../texts/admin.ts";
import { FailureText } from "../../../ui/failure-text.tsx";
import { money } from "../../../ui/money.ts";
import { storyPlace } from "./story-place.ts";
import type { Outcome } from "./use-admin-action.ts";

const words = adminTexts.actions;

/** What came of it, with the line of the log that tells of it. */
export function OutcomeText({ outcome, close }: { outcome: Outcome | null; close: () => void }) {
  switch (outcome?.is) {
    case undefined:
    case "password":
      return <div role="status" className="sr-only" />;
    case "done":
      return (
        <div role="status" className="flex flex-col gap-1">
          <p className="font-medium">{doneText(outcome)}</p>
          {outcome.auditSeq !== null && (
            <a
              href={`#${storyPlace(outcome.auditSeq)}`}
              onClick={close}
              className="inline-flex min-h-6 w-fit items-center text-accent underline underline-offset-4"
            >
              {words.doneLink}
            </a>
          )}
        </div>
      );
    case "refused":
      return (
        <p role="alert" className="text-bad">
          {outcome.message}
        </p>
      );
    case "failed":
      return (
        <div role="alert" className="text-bad">
          <FailureText failure={outcome.failure} />
        </div>
      );
  }
}

function doneText({ amount, currency, auditSeq }: Extract<Outcome, { is: "done" }>): string {
  if (amount !== undefined && currency !== undefined)
    return words.refundDone(money(amount, currency));
  return auditSeq === null ? words.already : words.done;
}
