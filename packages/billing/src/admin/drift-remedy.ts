import type { DriftLine } from "../ports/admin-passes.ts";

/**
 * What somebody can do about a difference that was kept for people.
 *
 * accept      accept Stripe: the account is looked at again, and its rows follow
 * duplicates  another customer of the account: a repair says which one stays
 * key         Stripe has never heard of it: is this the key of another account or mode?
 * stripe      it belongs to no account here: it is ended, or given to an account, at Stripe
 */
export type DriftRemedy = "accept" | "duplicates" | "key" | "stripe";

/** `null`: nothing is left to do. */
export function driftRemedy({
  outcome,
  accountId,
  differences,
}: Pick<DriftLine, "outcome" | "accountId" | "differences">): DriftRemedy | null {
  if (outcome !== "kept") return null;
  if (accountId === null) return "stripe";
  if (differences.some(({ field, stripes }) => field === "customer" && isCustomer(stripes)))
    return "duplicates";
  return differences.some(isUnheardOf) ? "key" : "accept";
}

/** A customer at Stripe that the row does not name. */
export const isCustomer = (stripes: unknown): stripes is string =>
  typeof stripes === "string" && stripes.startsWith("cus_");

const isUnheardOf = ({ field, stripes }: DriftLine["differences"][number]): boolean =>
  (field === "customer" && stripes === "unknown") || (field === "subscription" && stripes === null);
