import { toAccountId } from "@idem/domain";
import { openDatabase, verifyAudit } from "@idem/postgres";
import pg from "pg";
import type Stripe from "stripe";
import { lookAtStripe } from "./chaos-stripe.ts";
import type { AccountEvidence, CheckoutRow, Evidence, SubscriptionRow } from "./evidence.ts";
import type { Ledger } from "./ledger.ts";
import { readStripe } from "./read-stripe.ts";

export type Sources = { databaseUrl: string; stripeUrl: string; stripe: Stripe; ledger: Ledger };

/** Reads the real database past the product, Stripe as a stranger, and recomputes every account's audit chain. */
export async function collectEvidence(sources: Sources): Promise<Evidence> {
  const { databaseUrl, stripeUrl, stripe, ledger } = sources;
  const database = openDatabase({ url: databaseUrl, poolSize: 2 });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const truths = await readStripe(stripe);
    const rows = await readRows(client);
    const accounts: AccountEvidence[] = [];
    for (const accountId of rows.accountIds)
      accounts.push({
        accountId,
        ours: {
          customerId: rows.customers.get(accountId) ?? null,
          subscription: rows.subscriptions.get(accountId) ?? null,
          checkouts: rows.checkouts.get(accountId) ?? [],
          audit: await verifyAudit(database.prisma, toAccountId(accountId)),
        },
        theirs: truths.get(accountId) ?? { customerIds: [], sessions: [], subscriptions: [] },
      });
    const { undelivered, mostOpen } = await lookAtStripe(stripeUrl);
    return { accounts, ...(await readOpenEnds(client)), undelivered, mostOpen, ledger };
  } finally {
    await client.end();
    await database.close();
  }
}

/** What is not done: effects in doubt, and events whose work is due. */
export async function readOpenEnds(
  client: pg.Client,
): Promise<Pick<Evidence, "unknownEffects" | "undoneEvents">> {
  const effects = await client.query<Evidence["unknownEffects"][number]>(
    "SELECT account_id AS \"accountId\", slot FROM effect WHERE outcome IS NULL AND (attempts > 0 OR kind <> 'session.create')",
  );
  const events = await client.query<Evidence["undoneEvents"][number]>(
    "SELECT id, type FROM webhook_event WHERE processed_at IS NULL",
  );
  return { unknownEffects: effects.rows, undoneEvents: events.rows };
}

type OfAccount<T> = T & { accountId: string };

async function readRows(client: pg.Client) {
  const accounts = await client.query<{ id: string }>("SELECT id FROM billing_account ORDER BY id");
  const customers = await client.query<{ accountId: string; id: string }>(
    'SELECT account_id AS "accountId", stripe_customer_id AS id FROM customer',
  );
  const subscriptions = await client.query<OfAccount<SubscriptionRow>>(
    `SELECT account_id AS "accountId", stripe_subscription_id AS id, status, price_id AS "priceId", currency,
       (extract(epoch FROM current_period_end) * 1000)::float8 AS "currentPeriodEndMs" FROM subscription`,
  );
  const checkouts = await client.query<OfAccount<CheckoutRow>>(
    `SELECT account_id AS "accountId", id, status, attempt, stripe_session_id AS "sessionId" FROM checkout`,
  );
  return {
    accountIds: accounts.rows.map(({ id }) => id),
    customers: new Map(customers.rows.map(({ accountId, id }) => [accountId, id])),
    subscriptions: new Map(subscriptions.rows.map((row) => [row.accountId, row])),
    checkouts: Map.groupBy(checkouts.rows, ({ accountId }) => accountId),
  };
}
