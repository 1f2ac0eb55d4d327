import type { AccountId, AccountState, CheckoutId, Outcome } from "@idem/domain";
import { z } from "zod";
import { parseOutcome } from "./effect-json.ts";
import type { Prisma } from "./generated/client.ts";
import { accountRow, checkoutRow, customerRow, subscriptionRow } from "./rows.ts";

export type Focus = {
  accountId: AccountId;
  /** The browser attempt whose highest revision matters. */
  attempt?: string;
  /** A checkout to load even if it is retired. */
  checkoutId?: CheckoutId;
  /** The effect about to be settled. */
  effectId?: string;
};

export type Loaded = {
  state: AccountState;
  settled: Outcome | null;
  /** The end of the account's audit chain. */
  auditHead: { seq: number; hash: string };
};

/**
 * Locks the account and reads what decisions may look at.
 *
 * Two statements, never one: at READ COMMITTED a locking statement that waited re-reads only the locked row, while its
 * joins and subqueries keep the snapshot from before the wait. The second statement sees what the winner committed.
 * The lock lets others insert rows that refer to the account; only another decision waits for it.
 *
 * The creations of sessions are locked too, because a claim does not take the account's lock: without this a session
 * could be sent for in the moment in which the decision withdraws it.
 */
export async function loadState(tx: Prisma.TransactionClient, focus: Focus): Promise<Loaded> {
  const { accountId, attempt = "", checkoutId = "", effectId = "" } = focus;
  await tx.$queryRaw`SELECT 1 FROM billing_account WHERE id = ${accountId} FOR NO KEY UPDATE`;
  const rows = await tx.$queryRaw`
    WITH payable AS (
      SELECT * FROM checkout WHERE account_id = ${accountId} AND (retired_at IS NULL OR id = ${checkoutId})
    ), creation AS (
      SELECT slot, generation,
        CASE WHEN outcome IS NOT NULL THEN 'settled' WHEN attempts = 0 THEN 'unsent' ELSE 'sent' END AS stands
      FROM effect WHERE slot IN (SELECT 'session.create:' || id FROM payable) ORDER BY slot, generation FOR UPDATE
    )
    SELECT to_jsonb(account) AS account,
      (SELECT to_jsonb(customer) FROM customer WHERE account_id = account.id) AS customer,
      (SELECT to_jsonb(subscription) FROM subscription WHERE account_id = account.id) AS subscription,
      (SELECT revision FROM checkout_attempt WHERE account_id = account.id AND attempt = ${attempt}) AS revision,
      (SELECT outcome FROM effect WHERE id = ${effectId}) AS settled,
      (SELECT coalesce(jsonb_agg(to_jsonb(payable) || jsonb_build_object('creation', (
          SELECT stands FROM creation WHERE slot = 'session.create:' || payable.id ORDER BY generation DESC LIMIT 1))
        ORDER BY created_at), '[]') FROM payable) AS checkouts
    FROM billing_account AS account WHERE id = ${accountId}`;
  const [row] = z.tuple([loadedRow]).parse(rows);
  return {
    state: {
      account: row.account.account,
      customer: row.customer,
      subscription: row.subscription,
      checkouts: row.checkouts,
      revisions: row.revision === null ? {} : { [attempt]: row.revision },
    },
    settled: parseOutcome(row.settled),
    auditHead: row.account.auditHead,
  };
}

const loadedRow = z.object({
  account: accountRow,
  customer: customerRow.nullable(),
  subscription: subscriptionRow.nullable(),
  revision: z.int().nullable(),
  settled: z.unknown(),
  checkouts: z.array(checkoutRow),
});
