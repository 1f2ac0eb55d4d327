import type { Failure } from "../app/idem.ts";
import { texts } from "../texts/app.ts";

/** Why a call brought no answer, in words; with the reference that support can look up where there is one. */
export function FailureText({ failure }: { failure: Failure }) {
  switch (failure.is) {
    case "offline":
    case "too_many":
    case "signed_out":
      return <p>{texts.failure[failure.is]}</p>;
    case "refused":
      return <p>{failure.message}</p>;
    case "fault":
      return (
        <p>
          {texts.failure.fault}
          {failure.requestId !== null && (
            <span className="block text-sm text-muted">
              {texts.failure.reference(failure.requestId)}
            </span>
          )}
        </p>
      );
  }
}
