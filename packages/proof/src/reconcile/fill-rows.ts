import pg from "pg";
import type Stripe from "stripe";

export type RowFilling = {
  accounts: number;
  subscription: Stripe.Subscription;
  paymentMethod: Stripe.PaymentMethod;
};

const atOnce = 10_000;

/** The rows of the same accounts, as they were before anything changed; who has bought since then has no subscription. */
export async function fillRows(
  databaseUrl: string,
  { accounts, subscription, paymentMethod }: RowFilling,
): Promise<void> {
  const [item] = subscription.items.data;
  if (item === undefined) throw new Error("The image has no item.");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (let from = 0; from < accounts; from += atOnce) {
      const span = [from, Math.min(accounts, from + atOnce)];
      for (const statement of ownerStatements) await client.query(`${statement} ${numbers}`, span);
      await client.query(`${subscriptionStatement} ${numbers} WHERE n % 500 <> 200`, [
        ...span,
        item.price.unit_amount,
        item.current_period_start,
        item.current_period_end,
        subscription.start_date,
        item.price.id,
        item.id,
        JSON.stringify(toCard(paymentMethod)),
        idOf(subscription.latest_invoice),
      ]);
    }
    await client.query("ANALYZE");
  } finally {
    await client.end();
  }
}

const numbers =
  "FROM (SELECT n, lpad(n::text, 7, '0') AS no FROM generate_series($1::int, $2::int - 1) n) AS numbers";

/** A month ago: what is younger than a pass is not missed by it. */
const made = "now() - interval '30 days', now()";

const ownerStatements = [
  `INSERT INTO "user" (id, name, email, updated_at)
   SELECT 'large' || no, 'Pat', 'acc_large' || no || '@example.com', now()`,
  `INSERT INTO billing_account (id, user_id, email, name, created_at, updated_at)
   SELECT 'acc_large' || no, 'large' || no, 'acc_large' || no || '@example.com', 'Pat', ${made}`,
  `INSERT INTO customer (account_id, stripe_customer_id, email, name, created_at, updated_at)
   SELECT 'acc_large' || no, 'cus_large' || no, 'acc_large' || no || '@example.com', 'Pat', ${made}`,
];

const subscriptionStatement = `
  INSERT INTO subscription (id, account_id, stripe_subscription_id, status, plan_key, plan_name, price_id, unit_amount,
    currency, "interval", quantity, current_period_start, current_period_end, started_at, stripe_price_id,
    stripe_item_id, card, latest_invoice_id, latest_invoice_status, created_at, updated_at)
  SELECT gen_random_uuid()::text, 'acc_large' || no, 'sub_large' || no, 'active', 'plus', 'Plus', 'plus_month_usd',
    $3::int, 'usd', 'month', 1, to_timestamp($4::int), to_timestamp($5::int), to_timestamp($6::int), $7::text,
    $8::text, $9::jsonb, $10::text, 'paid', ${made}`;

const idOf = (one: string | { id?: string } | null): string | null =>
  typeof one === "string" || one === null ? one : (one.id ?? null);

/** As the product keeps it. */
const toCard = ({ card }: Stripe.PaymentMethod) =>
  card && {
    brand: card.brand,
    last4: card.last4,
    expMonth: card.exp_month,
    expYear: card.exp_year,
  };
