import type { AccountId } from "@idem/domain";
import type { StepState } from "../ports/doctor-records.ts";
import { ProviderUnavailable } from "../ports/gateway.ts";
import type { Progress } from "../ports/plan-works.ts";
import { causeOf } from "./cause-of.ts";
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
 * about, or that cannot be read, is left as it is, for the next time: the others go on. Answers how many were left.
 */
export async function throughAccounts(
  { records, ports }: Pick<Doctor, "records" | "ports">,
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
    const results = await Promise.all(
      page.map((accountId) => orLeft(ports, accountId, () => work(accountId))),
    );
    done += page.length;
    left += results.filter((result) => result === "left").length;
    after = page.at(-1) ?? null;
    if (after === null) return left;
    tell({ doing, done, expected, found: left });
  }
}

/** A fault of one account is that account's alone, and is told with its id. */
async function orLeft(
  { log }: Pick<Doctor["ports"], "log">,
  accountId: AccountId,
  work: () => Promise<"settled" | "left">,
): Promise<"settled" | "left"> {
  try {
    return await work();
  } catch (error) {
    // Of an outage each account would say the same.
    if (!(error instanceof ProviderUnavailable))
      log.warn({ accountId, err: error }, `${accountId} is left as it is: ${causeOf(error)}`);
    return "left";
  }
}
