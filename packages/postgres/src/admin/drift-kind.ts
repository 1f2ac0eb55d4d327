import { Prisma } from "../generated/client.ts";

const has = (filter: string): Prisma.Sql =>
  Prisma.sql`jsonb_path_exists(drift.differences, ${`$[*] ? (${filter})`}::jsonpath)`;

const isGone = `(@.field == "subscription" && @.stripes == null) ||
  (@.field == "customer" && (@.stripes == "deleted" || @.stripes == "unknown"))`;

/** A subscription or customer that no row names, one that is to be ended because another is the row’s, or a stranger’s. */
const isOnlyThere = `@.field == "subscription" || @.field == "customer" || @.field == "account" ||
  @.field like_regex "^subscription[.]cancel:"`;

/**
 * Which kind a drift is of, by its differences alone: so it is the same for those that were kept years ago. Where
 * several are true, what somebody has lost counts first.
 */
export const driftKind = Prisma.sql`CASE
  WHEN jsonb_array_length(drift.differences) = 0 THEN 'not_compared'
  WHEN ${has(isGone)} THEN 'missing_at_stripe'
  WHEN ${has(isOnlyThere)} THEN 'missing_here'
  ELSE 'drift' END`;
