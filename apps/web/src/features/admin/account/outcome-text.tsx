import { Link } from "@tanstack/react-router";
import { actionsTexts } from "../../../texts/admin/actions.ts";
import { texts } from "../../../texts/app.ts";
import { FailureText } from "../../../ui/failure-text.tsx";
import { linkLook } from "../../../ui/link-look.ts";
import type { Outcome } from "./use-admin-action.ts";

type Failure = Extract<Outcome, { is: "failed" }>["failure"];

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
          <Failed failure={outcome.failure} />
        </div>
      );
  }
}

/** Without an answer nobody knows what came of it, and nothing may be said that would be found untrue. */
function Failed({ failure }: { failure: Failure }) {
  switch (failure.is) {
    case "signed_out":
      return (
        <p>
          {actionsTexts.signedOut}{" "}
          <Link to="/sign-in" target="_blank" className={linkLook}>
            {actionsTexts.signIn}
          </Link>
        </p>
      );
    case "too_many":
    case "refused":
      return <FailureText failure={failure} />;
    case "offline":
      return <p>{actionsTexts.unanswered}</p>;
    case "fault":
      return (
        <p>
          {actionsTexts.unanswered}{" "}
          {failure.requestId !== null && texts.failure.reference(failure.requestId)}
        </p>
      );
  }
}
