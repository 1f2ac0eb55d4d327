import type { Legacy } from "@idem/postgres";
import type { Finding } from "../finding.ts";
import { countOf } from "./count-of.ts";
import type { LegacySurroundings, LegacyWork } from "./run-legacy.ts";

/** Puts back what a run has removed; without `execute` it counts it. A run that is undone already is left alone. */
export async function undoCleaning(
  legacy: Legacy,
  { runId, execute }: Extract<LegacyWork, { is: "undo" }>,
  { json, progress, confirm }: LegacySurroundings,
): Promise<Finding> {
  const { waiting, isUndone } = await legacy.readRun(runId);
  if (isUndone) {
    const text = `${runId} is undone already.`;
    return { text: json ? JSON.stringify({ runId, restored: 0 }) : text, isFine: true };
  }
  if (!execute) {
    const text = `${runId}: ${countOf(waiting)} rows would be put back, and the unique index dropped, with --execute.`;
    return { text: json ? JSON.stringify({ runId, waiting }) : text, isFine: false };
  }
  if (!(await confirm(`Put back what ${runId} has removed, and drop the unique index?`)))
    return { text: "Nothing was done.", isFine: false };
  const restored = await legacy.undo(runId, (done) =>
    progress(`putting back: ${countOf(done)} of ${countOf(waiting)} rows`),
  );
  const text = `${runId}: ${countOf(restored)} rows are back; the unique index is gone.`;
  return { text: json ? JSON.stringify({ runId, restored }) : text, isFine: true };
}
