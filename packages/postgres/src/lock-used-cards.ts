import type { AccountId } from "@idem/domain";
import { z } from "zod";
import type { Prisma } from "./generated/client.ts";

/**
 * Those of these cards that have had a trial with another account. Until this transaction ends, nobody else decides about
 * a trial with one of them: two accounts that pay with the same card in the same moment are decided about one after the
 * other, and the second finds what the first has written. In the order of their names, so that two who mean several
 * cards do not wait for each other. (Who forgets the lock meets `trial_use_card_fingerprint_key`.)
 */
export async function lockUsedCards(
  tx: Prisma.TransactionClient,
  accountId: AccountId,
  cards: readonly string[],
): Promise<string[]> {
  for (const card of new Set(cards.toSorted()))
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`trial ${card}`}, 0))`;
  const rows = await tx.$queryRaw`
    SELECT card_fingerprint FROM trial_use
    WHERE card_fingerprint = ANY(${[...cards]}) AND account_id <> ${accountId}`;
  return usedRows.parse(rows).map((row) => row.card_fingerprint);
}

const usedRows = z.array(z.object({ card_fingerprint: z.string() }));
