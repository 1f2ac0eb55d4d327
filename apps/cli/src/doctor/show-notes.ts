import type { StepState } from "@idem/billing";
import type { AccountId } from "@idem/domain";
import type { Practice } from "./run-doctor.ts";

/** Notes that people read one by one; with --json there are all. */
const mostShown = 20;
const page = 100;

/** Writes why steps of a plan ended in one of these states: what was refused, left out, or cannot be taken back. */
export async function showNotes(
  { doctor: { records }, json, write }: Practice,
  planId: string,
  states: readonly StepState[],
): Promise<void> {
  let shown = 0;
  for (let after: AccountId | null = null; ; ) {
    const found: AccountId[] = await records.accountsWith(planId, states, { after, limit: page });
    for (const accountId of found)
      for (const { ordinal, state, note } of await records.steps(planId, accountId)) {
        if (!states.includes(state)) continue;
        shown += 1;
        if (json) write(JSON.stringify({ accountId, ordinal, state, note }));
        else if (shown <= mostShown) write(`${accountId}  ${state}  ${note ?? ""}`);
      }
    after = found.at(-1) ?? null;
    if (after !== null && (json || shown < mostShown)) continue;
    if (!json && shown > mostShown) write("and more: --json");
    return;
  }
}
