import { type Refused, refuse } from "@idem/domain";
import { ProviderUnavailable } from "./ports/gateway.ts";

/** At the end of a use-case: that Stripe does not answer is an answer, and any other fault is thrown on. */
export function refuseSilence(error: unknown, message?: string): Refused<"provider_unavailable"> {
  if (!(error instanceof ProviderUnavailable)) throw error;
  return refuse("provider_unavailable", message === undefined ? {} : { message });
}
