import type { AccountId } from "@idem/domain";
import type { StepState } from "../ports/doctor-records.ts";
import { ProviderUnavailable } from "../ports/gateway.ts";
import type { Progress } from "../ports/plan-works.ts";
import { accountsAtOnce, type Doctor, type Watch } from "./doctor.ts";

export type Through = Watch & {
  planId: string;
  doing: Progress["doing"];
  /** Only accounts with a step in one of these states. */
  states: readonly StepState[];
  /** Renewed before each handful of accounts. */
  hold: () => Promise<void>;
};

/**
 * Does something for each account of a plan, a handful at a time, in order of their ids. One that Stripe does not answer
 * about is left as it is, for the next time: the others go on. Answers how many were left.
 */
export async function throughAccounts(
  { records }: Pick<Doctor, "records">,
  { planId, doing, states, hold, signal, tell }: Through,
  work: (accountId: AccountId) => Promise<"settled" | "left">,
): Promise<number> {
  const expected = await records.countAccountsWith(planId, states);
  let done = 0;
  let left = 0;
  for (let after: AccountId | null = null; ; ) {
    signal.throwIfAborted();
    await hold();
    const page = await records.accountsWith(planId, states, { after, limit: accountsAtOnce });
    const results = await Promise.all(page.map((accountId) => orLeft(() => work(accountId))));
    done += page.length;
    left += results.filter((result) => result === "left").length;
    after = page.at(-1) ?? null;
    if (after === null) return left;
    tell({ doing, done, expected, found: left });
  }
}

async function orLeft(work: () => Promise<"settled" | "left">): Promise<"settled" | "left"> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderUnavailable) return "left";
    throw error;
  }
}
