import type pg from "pg";

/**
 * Accounts that bought some time in the last year, the numbers `from` (included) `to` (excluded), with all that a
 * purchase leaves: sign-in, customer, checkout, two settled effects, subscription and four lines of the story.
 */
export async function fillAccounts(client: pg.Client, from: number, to: number): Promise<void> {
  // Rows that refer to each other are made together: nothing has to be looked up while a million of them are written.
  await client.query("SET session_replication_role = replica");
  for (const statement of statements)
    await client.query(
      `${statement} FROM generate_series($1::int, $2::int - 1) n,
       LATERAL (SELECT now() - make_interval(mins => n % 525600) AS at) moment`,
      [from, to],
    );
  await client.query("SET session_replication_role = DEFAULT");
}

const email = "'old-' || n || '@example.com'";
const settled = (result: string) => `jsonb_build_object('is', 'done', 'how', 'sent', 'result',
  jsonb_build_object('id', ${result}, 'amountTotal', 19000, 'currency', 'usd', 'clientSecret', NULL, 'url', NULL))`;

const effect = (kind: string, slot: string, result: string) => `
  INSERT INTO effect (id, account_id, kind, slot, key, intent, request, request_hash,
    first_sent_at, attempts, outcome, settled_at, created_at)
  SELECT gen_random_uuid()::text, 'acc_old' || n, '${kind}', ${slot}, 'idem_' || gen_random_uuid(),
    jsonb_build_object('kind', '${kind}', 'accountId', 'acc_old' || n, 'email', ${email}),
    jsonb_build_object('method', 'POST', 'path', '/v1/customers', 'params', jsonb_build_object('email', ${email})),
    md5(n::text), moment.at, 1, ${settled(result)}, moment.at, moment.at`;

const audit = (seq: number, action: string) => `
  INSERT INTO audit_event (id, account_id, seq, at, action, source, after, previous, hash)
  SELECT gen_random_uuid()::text, 'acc_old' || n, ${seq}, moment.at, '${action}', 'customer',
    jsonb_build_object('priceId', 'plus_year_usd', 'status', 'active', 'email', ${email}),
    md5(n::text || ${seq - 1}), md5(n::text || ${seq})`;

const statements = [
  `INSERT INTO "user" (id, name, email, email_verified, role, created_at, updated_at)
   SELECT 'old' || n, 'Pat Person', ${email}, true, 'user', moment.at, moment.at`,
  `INSERT INTO "session" (id, token, user_id, expires_at, created_at, updated_at)
   SELECT 'old' || n, 'old-token-' || n, 'old' || n, now() + interval '7 days', moment.at, moment.at`,
  `INSERT INTO billing_account (id, user_id, email, name, audit_seq, audit_hash, created_at, updated_at)
   SELECT 'acc_old' || n, 'old' || n, ${email}, 'Pat Person', 4, md5(n::text || 4), moment.at, moment.at`,
  `INSERT INTO customer (account_id, stripe_customer_id, email, name, created_at, updated_at)
   SELECT 'acc_old' || n, 'cus_old' || n, ${email}, 'Pat Person', moment.at, moment.at`,
  `INSERT INTO checkout (id, account_id, status, attempt, revision, price_id, ui, replace, due_today, currency,
     stripe_session_id, retired_at, created_at, updated_at)
   SELECT 'chk_old' || n, 'acc_old' || n, 'COMPLETED', 'first-visit', 0, 'plus_year_usd', 'embedded', false, 19000,
     'usd', 'cs_test_old' || n, moment.at, moment.at, moment.at`,
  `INSERT INTO checkout_attempt (account_id, attempt, revision, updated_at)
   SELECT 'acc_old' || n, 'first-visit', 0, moment.at`,
  effect("customer.create", "'customer:acc_old' || n || ':1'", "'cus_old' || n"),
  effect("session.create", "'session:chk_old' || n", "'cs_test_old' || n"),
  `INSERT INTO subscription (id, account_id, stripe_subscription_id, status, plan_key, plan_name, price_id, unit_amount,
     currency, "interval", quantity, current_period_start, current_period_end, started_at, created_at, updated_at)
   SELECT gen_random_uuid()::text, 'acc_old' || n, 'sub_old' || n, 'active', 'plus', 'Plus', 'plus_year_usd', 19000,
     'usd', 'year', 1, moment.at, moment.at + interval '1 year', moment.at, moment.at, moment.at`,
  ...["customer.recorded", "checkout.opened", "checkout.completed", "subscription.changed"].map(
    (action, index) => audit(index + 1, action),
  ),
];
