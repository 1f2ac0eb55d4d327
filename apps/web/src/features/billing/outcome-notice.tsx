import { actionTexts as words } from "../../texts/billing-actions.ts";
import { FailureText } from "../../ui/failure-text.tsx";
import { ConfirmLink } from "./confirm-link.tsx";
import { Said } from "./said.tsx";
import type { Outcome } from "./use-action.ts";

/** What came of a press, said where it was pressed and to a screen reader. */
export function OutcomeNotice({ outcome, done }: { outcome: Outcome | null; done: string }) {
  if (outcome === null) return <p role="status" className="sr-only" />;
  switch (outcome.is) {
    case "done":
      return <Said>{done}</Said>;
    case "to_confirm":
      return (
        <div className="flex flex-col items-start gap-3">
          <Said>{words.confirmPay}</Said>
          <ConfirmLink url={outcome.url} />
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
