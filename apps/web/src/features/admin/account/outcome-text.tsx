import { FailureText } from "../../../ui/failure-text.tsx";
import type { Outcome } from "./use-admin-action.ts";

/** Why it was not done, where it was asked for. What was done is told by the page. */
export function OutcomeText({ outcome }: { outcome: Outcome | null }) {
  switch (outcome?.is) {
    case undefined:
    case "done":
    case "password":
      return <div role="status" className="sr-only" />;
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
