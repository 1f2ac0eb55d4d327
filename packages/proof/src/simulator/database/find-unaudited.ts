import type { AuditEntry } from "@idem/domain";
import type { AccountRow } from "./tables.ts";

/** The first row of billing state that a decision changed without telling; `null` when its story is complete (G7). */
export function findUnaudited(
  before: AccountRow,
  after: AccountRow,
  audit: readonly AuditEntry[],
): string | null {
  const tells = (prefix: string) => audit.some(({ action }) => action.startsWith(prefix));
  if (before.customer !== after.customer && !tells("customer.")) return "the customer";
  if (before.subscription !== after.subscription && !tells("subscription."))
    return "the subscription";
  for (const checkout of after.checkouts) {
    if (before.checkouts.includes(checkout)) continue;
    const isTold = audit.some(({ after: image }) => idIn(image) === checkout.id);
    if (!isTold) return checkout.id;
  }
  return null;
}

const idIn = (image: unknown): unknown =>
  typeof image === "object" && image !== null && "id" in image ? image.id : null;
