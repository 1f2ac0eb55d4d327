import type { Legacy } from "@idem/postgres";
import type { Finding } from "../finding.ts";
import { countOf } from "./count-of.ts";
import type { LegacySurroundings } from "./run-legacy.ts";

/** How a table stands: fine when each owner has one row, and something keeps it so. */
export async function verifyTable(legacy: Legacy, { json }: LegacySurroundings): Promise<Finding> {
  const verdict = await legacy.verify();
  const { surplus, index, isGuarded } = verdict;
  const isFine = surplus === 0 && (index === "valid" || isGuarded);
  if (json) return { text: JSON.stringify(verdict), isFine };
  const guards = `unique index ${index}, ${isGuarded ? "guarded by a trigger" : "no trigger"}`;
  return { text: `${countOf(surplus)} rows too many · ${guards}`, isFine };
}
