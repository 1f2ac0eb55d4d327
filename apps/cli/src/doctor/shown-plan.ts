import type { KeptStep } from "@idem/billing";
import { type AccountId, wordsOf } from "@idem/domain";
import type { Practice } from "./run-doctor.ts";

/** Accounts that people read one by one; with --json there are all. */
const mostShown = 10;
const page = 100;

/** The latest plan where none is named. */
export async function planIdOf({ doctor }: Practice, planId: string | undefined): Promise<string> {
  const id = planId ?? (await doctor.records.latestPlan());
  if (id === null) throw new Error("There is no plan yet: idem doctor plan --reason …");
  if ((await doctor.records.plan(id)) === null) throw new Error(`There is no plan ${id}.`);
  return id;
}

/** Writes a plan's steps, as far as they are in this state; answers how many accounts have one. */
export async function showPlan(
  { doctor: { records }, json, write, watch }: Practice,
  { planId, state }: { planId: string; state: "planned" | "done" },
): Promise<number> {
  let accounts = 0;
  for (let after: AccountId | null = null; ; ) {
    watch.signal.throwIfAborted();
    const found: AccountId[] = await records.accountsWith(planId, [state], { after, limit: page });
    for (const accountId of found) {
      accounts += 1;
      if (!json && accounts > mostShown) continue;
      const steps = await records.steps(planId, accountId);
      write(json ? JSON.stringify({ accountId, steps }) : textOf(accountId, steps));
    }
    after = found.at(-1) ?? null;
    if (after === null) return accounts;
  }
}

const textOf = (accountId: AccountId, steps: readonly KeptStep[]): string =>
  [
    accountId,
    ...steps.map(
      ({ ordinal, step, state }) => `  ${ordinal + 1}. ${state.padEnd(8)} ${wordsOf(step)}`,
    ),
    "",
  ].join("\n");
