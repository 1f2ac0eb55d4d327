import { type Legacy, openLegacy } from "@idem/postgres";
import type { Finding } from "../finding.ts";
import type { Surroundings } from "../run.ts";
import { cleanTable } from "./clean-table.ts";
import { guardTable, unguardTable } from "./guard-table.ts";
import { undoCleaning } from "./undo-cleaning.ts";
import { verifyTable } from "./verify-table.ts";

type Executing = { execute: true | undefined };

/** Whatever changes something does so with `execute`; without it says what it would do, and leaves the database as it is. */
export type LegacyWork =
  | ({ is: "clean"; order: string; stripeId?: string; reason: string } & Executing)
  | { is: "verify" }
  | ({ is: "undo"; runId: string } & Executing)
  | ({ is: "guard" } & Executing)
  | ({ is: "unguard" } & Executing);

export type LegacySurroundings = Pick<
  Surroundings,
  "write" | "progress" | "confirm" | "deployment" | "untilStopped"
> & { table: string; owner: string; database?: string; json?: true };

/** Opens somebody's database, does one thing, and leaves nothing open. */
export async function runLegacy(work: LegacyWork, given: LegacySurroundings): Promise<Finding> {
  const url = given.database ?? given.deployment.databaseUrl;
  if (url === null) throw new Error("Say where the table is: --database, or DATABASE_URL.");
  const legacy = await openLegacy(url, given);
  try {
    return await carryOut(legacy, work, given);
  } finally {
    await legacy.close();
  }
}

function carryOut(legacy: Legacy, work: LegacyWork, given: LegacySurroundings): Promise<Finding> {
  switch (work.is) {
    case "clean":
      return cleanTable(legacy, work, given);
    case "verify":
      return verifyTable(legacy, given);
    case "undo":
      return undoCleaning(legacy, work, given);
    case "guard":
      return guardTable(legacy, work, given);
    case "unguard":
      return unguardTable(legacy, work, given);
  }
}
