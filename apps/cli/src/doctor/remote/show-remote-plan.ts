import { type RemoteAccount, remoteAccounts } from "./remote-accounts.ts";
import type { RemotePractice } from "./remote-practice.ts";

/** Accounts that people read one by one; with --json there are all. */
const mostShown = 10;

/** Writes what is wrong with a plan's accounts and what is done about it, of those that have a step in this state. */
export async function showRemotePlan(
  practice: RemotePractice,
  { planId, state }: { planId: string; state: "planned" | "done" },
): Promise<void> {
  const { json, write } = practice;
  let shown = 0;
  for await (const account of remoteAccounts(practice, planId)) {
    if (!account.steps.some((step) => step.state === state)) continue;
    shown += 1;
    if (json) write(JSON.stringify(account));
    else if (shown <= mostShown) write(textOf(account));
    else return write("and more: --json");
  }
}

const textOf = ({ accountId, accountName, findings, steps }: RemoteAccount): string =>
  [
    `${accountId}  ${accountName}`,
    ...findings.map(({ invariant, words }) => `  ! ${invariant}: ${words}`),
    ...steps.map(({ ordinal, state, words }) => `  ${ordinal + 1}. ${state.padEnd(8)} ${words}`),
    "",
  ].join("\n");
