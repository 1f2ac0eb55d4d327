import type { World } from "../state/world.ts";
import type { Invoice } from "../wire/stored.ts";
import { billingSettings } from "./billing-settings.ts";
import { days } from "./period.ts";

/** Who tries to collect: the schedule by itself, or somebody by hand. */
export type Attempt = "automatic" | "manual";

/**
 * An invoice after one more attempt. The first one counts, whoever made it; after it only those of the
 * schedule do, so that a person who tries by hand neither uses up nor moves a retry.
 */
export function attempted(world: World, invoice: Invoice, attempt: Attempt): Invoice {
  const counts = attempt === "automatic" || invoice.attempt_count === 0;
  const attemptCount = invoice.attempt_count + (counts ? 1 : 0);
  return {
    ...invoice,
    attempt_count: attemptCount,
    attempted: true,
    next_payment_attempt:
      attempt === "automatic" ? nextAttempt(world, attemptCount) : invoice.next_payment_attempt,
  };
}

/** When the schedule tries again after that many attempts; `null`: no more. */
function nextAttempt(world: World, attempts: number): number | null {
  const wait = billingSettings(world).retryDays[attempts - 1];
  return wait === undefined ? null : world.now() + days(wait);
}
