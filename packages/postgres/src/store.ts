import type { AccountSnapshot, Store } from "@idem/billing";
import { toAccountId } from "@idem/domain";
import { z } from "zod";
import type { PrismaClient } from "./generated/client.ts";
import { accountRow, checkoutRow, customerRow, subscriptionRow, trialRow } from "./rows.ts";

/** Reads without a lock: good for showing, and for knowing what to ask next; never for deciding. */
export function createStore(prisma: PrismaClient): Store {
  return {
    account: async (accountId): Promise<AccountSnapshot> => {
      const rows = await prisma.$queryRaw`
        SELECT to_jsonb(account) AS account,
          (SELECT to_jsonb(customer) FROM customer WHERE account_id = account.id) AS customer,
          (SELECT to_jsonb(subscription) FROM subscription WHERE account_id = account.id) AS subscription,
          (SELECT to_jsonb(trial_use) FROM trial_use WHERE account_id = account.id) AS trial,
          (SELECT coalesce(jsonb_agg(to_jsonb(checkout)), '[]') FROM checkout
            WHERE account_id = account.id AND retired_at IS NULL) AS checkouts
        FROM billing_account AS account WHERE id = ${accountId}`;
      const [{ account, ...snapshot }] = z.tuple([snapshotRow]).parse(rows);
      return { ...snapshot, account: account.account, lookedAtMs: account.lookedAtMs };
    },

    accountOfCustomer: async (stripeCustomerId) => {
      const row = await prisma.customer.findUnique({ where: { stripeCustomerId } });
      return row && toAccountId(row.accountId);
    },

    checkoutBySession: async (accountId, stripeSessionId) => {
      const rows = await prisma.$queryRaw`
        SELECT to_jsonb(checkout) AS checkout FROM checkout
        WHERE stripe_session_id = ${stripeSessionId} AND account_id = ${accountId}`;
      const [row] = z.array(z.object({ checkout: checkoutRow })).parse(rows);
      return row?.checkout ?? null;
    },
  };
}

const snapshotRow = z.object({
  account: accountRow,
  customer: customerRow.nullable(),
  subscription: subscriptionRow.nullable(),
  trial: trialRow.nullable(),
  checkouts: z.array(checkoutRow),
});
