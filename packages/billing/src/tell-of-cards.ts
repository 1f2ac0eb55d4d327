import { type AccountId, decideCardNotice } from "@idem/domain";
import { sweeperActor } from "./actor.ts";
import type { Ports } from "./ports/ports.ts";

/**
 * Accounts whose card expires soon and who were not told yet, in the order of their ids from the one after `after`.
 */
export type FindExpiringCards = (page: {
  after: string;
  nowMs: number;
  limit: number;
}) => Promise<AccountId[]>;

const pageSize = 100;

/**
 * Writes down an e-mail for each card that expires soon; the sweeper sends them. Any number of nodes may do it at once: an
 * account is decided about under its lock, and a card is told of once.
 */
export async function tellOfCards(
  { transition, nowMs }: Pick<Ports, "transition" | "nowMs">,
  find: FindExpiringCards,
): Promise<void> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const accounts = await find({ after, nowMs: nowMs(), limit: pageSize });
    for (const accountId of accounts)
      await transition({ accountId, actor: sweeperActor }, (state) =>
        decideCardNotice(state, nowMs()),
      );
    after = accounts.length < pageSize ? undefined : accounts.at(-1);
  }
}
