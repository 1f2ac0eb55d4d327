import type { AccountId, AccountState, Decision } from "@idem/domain";
import { sweeperActor } from "./actor.ts";
import type { Ports } from "./ports/ports.ts";

/** Accounts to be told something, and not told yet, in the order of their ids from the one after `after`. */
export type FindDue = (page: {
  after: string;
  nowMs: number;
  limit: number;
}) => Promise<AccountId[]>;

export type DueNotice = {
  find: FindDue;
  decide: (state: AccountState, nowMs: number) => Decision<null>;
};

const pageSize = 100;

/**
 * Writes down an e-mail for each account that a date is near for; the sweeper sends them. Any number of nodes may do it
 * at once: an account is decided about under its lock, and each notice has a slot of its own.
 */
export async function tellWhenDue(
  { transition, nowMs }: Pick<Ports, "transition" | "nowMs">,
  { find, decide }: DueNotice,
): Promise<void> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const accounts = await find({ after, nowMs: nowMs(), limit: pageSize });
    for (const accountId of accounts)
      await transition({ accountId, actor: sweeperActor }, (state) => decide(state, nowMs()));
    after = accounts.length < pageSize ? undefined : accounts.at(-1);
  }
}
