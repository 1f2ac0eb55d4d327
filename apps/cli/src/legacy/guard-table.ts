import type { Legacy } from "@idem/postgres";
import type { Finding } from "../finding.ts";
import { countOf } from "./count-of.ts";
import type { LegacySurroundings, LegacyWork } from "./run-legacy.ts";
import { verifyTable } from "./verify-table.ts";

/** Installs the trigger; without `execute` it says what that would mean. */
export async function guardTable(
  legacy: Legacy,
  { execute }: Extract<LegacyWork, { is: "guard" }>,
  given: LegacySurroundings,
): Promise<Finding> {
  if (execute) {
    await legacy.guard();
    return { text: (await verifyTable(legacy, given)).text, isFine: true };
  }
  const { surplus, isGuarded } = await legacy.verify();
  const text = isGuarded
    ? "The table is guarded."
    : `A trigger would refuse second rows. ${countOf(surplus)} that are there would stay. --execute installs it.`;
  return { text: given.json ? JSON.stringify({ surplus, isGuarded }) : text, isFine: isGuarded };
}

/** Takes the trigger away again. Where there is none it does nothing: that is how it was to be. */
export async function unguardTable(
  legacy: Legacy,
  { execute }: Extract<LegacyWork, { is: "unguard" }>,
  given: LegacySurroundings,
): Promise<Finding> {
  const { table, json, confirm } = given;
  const { surplus, index, isGuarded } = await legacy.verify();
  if (!isGuarded) {
    const text = "There is no trigger of ours for this owner.";
    return { text: json ? JSON.stringify({ surplus, isGuarded }) : text, isFine: true };
  }
  if (!execute) {
    const then = index === "valid" ? "the unique index stays" : "nothing else refuses second rows";
    const text = `The trigger would be taken away with --execute; ${then}.`;
    return { text: json ? JSON.stringify({ surplus, isGuarded }) : text, isFine: false };
  }
  if (!(await confirm(`Let second rows into ${table} again?`)))
    return { text: "Nothing was done.", isFine: false };
  await legacy.unguard();
  return { text: (await verifyTable(legacy, given)).text, isFine: true };
}
