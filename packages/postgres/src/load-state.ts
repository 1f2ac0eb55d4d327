import type { AccountId, AccountState, CheckoutId, LookAction, Outcome } from "@idem/domain";
import { z } from "zod";
import { askedSeq } from "./asked-seq.ts";
import { parseOutcome } from "./effect-json.ts";
import type { Prisma } from "./generated/client.ts";
import { lockUsedCards } from "./lock-used-cards.ts";
import { accountRow, checkoutRow, customerRow, subscriptionRow, trialRow } from "./rows.ts";

export type Focus = {
  accountId: AccountId;
  /** The browser attempt whose highest revision matters. */
  attempt?: string;
  /** A checkout to load even if it is retired. */
  checkoutId?: CheckoutId;
  /** Cards whose trials are decided about. */
  cards?: readonly string[];
  /** The effect about to be settled. */
  effectId?: string;
  /** A look that staff ask for, whose line in the story there may be already. */
  asking?: { action: LookAction; asking: string };
};

export type Loaded = {
  state: AccountState;
  settled: Outcome | null;
  /** The end of the account's audit chain. */
  auditHead: { seq: number; hash: string };
};

/**
 * Locks the account and reads what decisions may look at: one round trip, two snapshots. Why it is a function of the
 * database, and what else it locks, is told where it is made (`prisma/migrations/…_trials_and_seats`). The lock lets
 * others insert rows that refer to the account; only another decision waits for it.
 */
export async function loadState(tx: Prisma.TransactionClient, focus: Focus): Promise<Loaded> {
  const { accountId, attempt = "", checkoutId = "", effectId = "", cards = [], asking } = focus;
  const rows = await tx.$queryRaw`
    SELECT state_under_lock(${accountId}, ${attempt}, ${checkoutId}, ${effectId}) AS known`;
  const [{ known }] = z.tuple([z.object({ known: loadedRow })]).parse(rows);
  return {
    state: {
      account: known.account.account,
      customer: known.customer,
      subscription: known.subscription,
      trial: known.trial,
      usedCards: cards.length === 0 ? [] : await lockUsedCards(tx, accountId, cards),
      checkouts: known.checkouts,
      running: known.running,
      revisions: known.revision === null ? {} : { [attempt]: known.revision },
      ...(asking === undefined ? {} : { asked: await askedSeq(tx, { accountId, ...asking }) }),
    },
    settled: parseOutcome(known.settled),
    auditHead: known.account.auditHead,
  };
}

const loadedRow = z.object({
  account: accountRow,
  customer: customerRow.nullable(),
  subscription: subscriptionRow.nullable(),
  trial: trialRow.nullable(),
  revision: z.int().nullable(),
  settled: z.unknown(),
  checkouts: z.array(checkoutRow),
  running: z.array(z.string()),
});
