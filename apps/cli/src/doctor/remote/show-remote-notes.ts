import type { StepState } from "@idem/billing";
import { remoteAccounts } from "./remote-accounts.ts";
import type { RemotePractice } from "./remote-practice.ts";

/** Notes that people read one by one; with --json there are all. */
const mostShown = 20;

/** Writes why steps of a plan ended in one of these states: what was refused, left out, or cannot be taken back. */
export async function showRemoteNotes(
  practice: RemotePractice,
  planId: string,
  states: readonly StepState[],
): Promise<void> {
  const { json, write } = practice;
  let shown = 0;
  for await (const { accountId, steps } of remoteAccounts(practice, planId))
    for (const { ordinal, state, note } of steps) {
      if (!states.includes(state)) continue;
      shown += 1;
      if (json) write(JSON.stringify({ accountId, ordinal, state, note }));
      else if (shown <= mostShown) write(`${accountId}  ${state}  ${note ?? ""}`);
      else return write("and more: --json");
    }
}
