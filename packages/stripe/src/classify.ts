import type { Answer } from "@idem/billing";
import Stripe from "stripe";

/**
 * What a failed sending says about the world. Everything that is not certain is unknown: only Stripe's own "no" to this
 * very request counts as a refusal. The table follows Stripe's error reference; `local-stripe` and the contract tests
 * show each row.
 */
export function classifyFailure(error: unknown): Answer {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const status = error.statusCode;
  if (status === undefined) return { is: "unknown", cause: `no answer: ${error.message}` };
  // The key was used with other bytes, which frozen requests rule out: whatever it was, this key tells nothing.
  if (status === 400 && error.rawType === "idempotency_error") return { is: "spent" };
  switch (status) {
    case 400:
    case 402:
    case 404:
      return {
        is: "refused",
        status,
        errorCode: error.code ?? null,
        param: error.param ?? null,
        message: error.message,
      };
    case 409:
      return error.code === "idempotency_key_in_use"
        ? { is: "busy" }
        : { is: "unknown", cause: `409 ${error.code}` };
    default:
      // Stripe saves a 500 under the key and replays it for ever: asking again with this key tells nothing new.
      return status >= 500 && error.headers?.["idempotent-replayed"] === "true"
        ? { is: "spent" }
        : { is: "unknown", cause: `${status} ${error.code ?? error.type}` };
  }
}
