import pg from "pg";

export type Seeding = {
  count: number;
  /** Told after each piece, with how many there are by then. */
  told: (done: number) => void;
};

/** What is read in a list. */
const tables =
  "billing_account,customer,subscription,effect,reconciliation,drift,doctor_check,doctor_finding".split(
    ",",
  );

/** So many rows are one statement: long enough to be quick, short enough to tell how far it is. */
const atOnce = 50_000;

/**
 * Fills an account, a customer and a subscription for each of so many people, spread as in a product that has sold for
 * three years: most are active or gone, few are in trouble, a twentieth is about to end, some pay less by a code. They are
 * no customers at Stripe, so a pass over all accounts will miss them there. Safe to repeat: who is there stays.
 */
export async function seedSubscriptions(
  databaseUrl: string,
  { count, told }: Seeding,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Rows that a crash of the machine would lose can be seeded again.
    await client.query("SET synchronous_commit = off");
    for (let from = 1; from <= count; from += atOnce) {
      const span = [from, Math.min(count, from + atOnce - 1)];
      for (const statement of statements) await client.query(statement, span);
      told(span[1] ?? from);
    }
    // What is read by an index alone asks which pages are known to be visible to all.
    for (const table of tables) await client.query(`VACUUM ANALYZE ${table}`);
  } finally {
    await client.end();
  }
}

const firstNames =
  "Ada,Alan,Grace,Linus,Margaret,Dennis,Barbara,Ken,Frances,Edsger,Radia,Donald,Katherine,Niklaus,Hedy,Tim,Joan,Claude,Mary,John";
const lastNames =
  "Lovelace,Turing,Hopper,Torvalds,Hamilton,Ritchie,Liskov,Thompson,Allen,Dijkstra,Perlman,Knuth,Johnson,Wirth,Lamarr,Lee,Clarke,Shannon,Jackson,Backus,Smith,Jones,Brown,Garcia,Miller,Davis,Martin,Lopez,Wilson,Moore,Taylor,White,Harris,Young,King,Wright,Scott,Green,Baker,Adams,Nelson,Hill,Campbell,Mitchell,Roberts,Carter,Phillips,Evans,Turner,Parker";

/** Numbers that look like chance, and are the same each time. */
const chance = (salt: number, of: number): string =>
  `(('x' || substr(md5(n::text || '-${salt}'), 1, 7))::bit(28)::int % ${of})`;

const pick = (list: string, salt: number): string =>
  `(string_to_array('${list}', ','))[1 + ${chance(salt, list.split(",").length)}]`;

const numbers = "generate_series($1::int, $2::int) AS n";
const name = `${pick(firstNames, 1)} || ' ' || ${pick(lastNames, 2)}`;
const person = `'person' || n || '@example.com', ${name}`;
/** Over three years, more of them lately. */
const started = `(timestamptz '2026-11-01' - interval '1 second' * (94608000.0 * power(${chance(3, 100_000)} / 100000.0, 1.5))::int)`;

/** Some time between then and the first of this November. */
const ended = `started + (timestamptz '2026-11-01' - started) * (${chance(13, 1_000)} / 1000.0)`;

/** One in a hundred of the first ten thousand people is under each flag: few, as in a product that works. */
export const seededFlags = { unknown: 11, drift: 22, found: 33, paidBack: 44 } as const;
const isUnder = (flag: keyof typeof seededFlags): string =>
  `n <= 10000 AND n % 100 = ${seededFlags[flag]}`;

const statements = [
  `INSERT INTO "user" (id, email, name, updated_at)
   SELECT 'seed' || n, ${person}, now() FROM ${numbers} ON CONFLICT DO NOTHING`,
  `INSERT INTO billing_account (id, user_id, email, name, created_at, updated_at)
   SELECT 'acc_seed' || n, 'seed' || n, ${person}, ${started}, now() FROM ${numbers} ON CONFLICT DO NOTHING`,
  `INSERT INTO customer (account_id, stripe_customer_id, email, name, created_at, updated_at)
   SELECT 'acc_seed' || n, 'cus_seed' || n, ${person}, ${started}, now() FROM ${numbers} ON CONFLICT DO NOTHING`,
  `INSERT INTO subscription (id, account_id, stripe_subscription_id, status, plan_key, plan_name, price_id, stripe_price_id,
     unit_amount, currency, "interval", quantity, current_period_start, current_period_end, cancel_at, canceled_at,
     ended_at, trial_end, discount, started_at, stripe_item_id, card, latest_invoice_id, latest_invoice_status,
     created_at, updated_at)
   SELECT gen_random_uuid()::text, 'acc_seed' || n, 'sub_seed' || n, status, plan_key, initcap(plan_key),
     plan_key || '_' || every || '_' || currency, 'price_seed_' || plan_key || '_' || every, amount, currency, every,
     quantity, period_end - CASE every WHEN 'year' THEN interval '1 year' ELSE interval '1 month' END, period_end,
     CASE WHEN ending AND status IN ('active', 'past_due') THEN period_end END,
     CASE WHEN status = 'canceled' OR (ending AND status IN ('active', 'past_due')) THEN period_end - interval '9 days' END,
     CASE WHEN status = 'canceled' THEN ${ended} END,
     CASE WHEN status = 'trialing' THEN period_end END,
     CASE WHEN coupon IS NOT NULL THEN jsonb_build_object('stripeDiscountId', 'di_seed' || n, 'code', coupon,
       'off', jsonb_build_object('is', 'percent', 'percent', CASE coupon WHEN 'FREEYEAR' THEN 100 ELSE 20 END),
       'endsAtMs', NULL) END,
     started, 'si_seed' || n,
     jsonb_build_object('brand', 'visa', 'last4', '4242', 'expMonth', 1 + n % 12, 'expYear', 2027 + n % 4),
     'in_seed' || n, CASE status WHEN 'past_due' THEN 'open' ELSE 'paid' END, started, now()
   FROM (
     SELECT n, ${started} AS started,
       CASE WHEN s < 580 THEN 'active' WHEN s < 900 THEN 'canceled' WHEN s < 930 THEN 'past_due'
         WHEN s < 970 THEN 'trialing' WHEN s < 980 THEN 'unpaid' WHEN s < 985 THEN 'paused'
         WHEN s < 990 THEN 'incomplete' ELSE 'incomplete_expired' END AS status,
       CASE WHEN p < 45 THEN 'starter' WHEN p < 85 THEN 'plus' ELSE 'enterprise' END AS plan_key,
       CASE WHEN i < 70 THEN 'month' ELSE 'year' END AS every,
       CASE WHEN c < 80 THEN 'usd' WHEN c < 97 THEN 'eur' ELSE 'jpy' END AS currency,
       (CASE WHEN p < 45 THEN 900 WHEN p < 85 THEN 2000 ELSE 6000 END) * (CASE WHEN i < 70 THEN 1 ELSE 10 END) AS amount,
       CASE WHEN q < 85 THEN 1 ELSE 2 + q % 20 END AS quantity,
       e < 5 AS ending,
       CASE WHEN d < 8 THEN 'WELCOME20' WHEN d < 10 THEN 'SPRING20' WHEN d < 11 THEN 'FREEYEAR' END AS coupon,
       timestamptz '2026-11-01' + interval '1 hour' * (CASE WHEN i < 70 THEN ${chance(4, 720)} ELSE ${chance(5, 8760)} END) AS period_end
     FROM (SELECT n, ${chance(6, 1_000)} AS s, ${chance(7, 100)} AS p, ${chance(8, 100)} AS i, ${chance(9, 100)} AS c,
       ${chance(10, 100)} AS q, ${chance(11, 100)} AS e, ${chance(12, 100)} AS d FROM ${numbers}) AS dice
   ) AS people ON CONFLICT DO NOTHING`,
  // What each has brought since it began, and what is gone with those who have left: so that the dashboard adds up.
  `INSERT INTO mrr_movement (account_id, seq, currency, at, kind, amount, mrr)
   SELECT account_id, seq, currency, CASE kind WHEN 'new' THEN started_at ELSE ended_at END, kind, brings,
     CASE kind WHEN 'new' THEN brings ELSE 0 END
   FROM (SELECT account_id, currency, started_at, ended_at, status,
       CASE status WHEN 'canceled' THEN round(unit_amount * quantity / CASE "interval" WHEN 'year' THEN 12 ELSE 1 END)::int
         ELSE mrr END AS brings
     FROM subscription WHERE account_id = ANY (SELECT 'acc_seed' || n FROM ${numbers})) AS booked
   JOIN (VALUES ('new', 1), ('churn', 2)) AS kinds (kind, seq) ON kind = 'new' OR status = 'canceled'
   WHERE brings > 0 ON CONFLICT DO NOTHING`,
  // No node takes these in doubt from where they stand: until 2100 somebody else is at work on them.
  `INSERT INTO effect (id, account_id, kind, slot, key, intent, request, request_hash, first_sent_at, lease_until, attempts)
   SELECT 'seed_doubt' || n, 'acc_seed' || n, 'subscription.cancel', 'subscription.cancel:sub_seed' || n, 'seed_doubt' || n,
     jsonb_build_object('kind', 'subscription.cancel', 'accountId', 'acc_seed' || n, 'subscriptionId', 'sub_seed' || n,
       'reason', 'asked'), '{}', '', timestamptz '2026-11-01', timestamptz '2100-01-01', 1
   FROM ${numbers} WHERE ${isUnder("unknown")} ON CONFLICT DO NOTHING`,
  `INSERT INTO effect (id, account_id, kind, slot, key, intent, request, request_hash, first_sent_at, attempts, outcome,
     settled_at)
   SELECT 'seed_refund' || n, 'acc_seed' || n, 'payment.refund', 'payment.refund:pi_seed' || n, 'seed_refund' || n,
     jsonb_build_object('kind', 'payment.refund', 'accountId', 'acc_seed' || n, 'paymentIntentId', 'pi_seed' || n), '{}', '',
     timestamptz '2026-11-01', 1, jsonb_build_object('is', 'done', 'how', 'sent', 'result', jsonb_build_object('id', 're_seed' || n)),
     timestamptz '2026-11-01'
   FROM ${numbers} WHERE ${isUnder("paidBack")} ON CONFLICT DO NOTHING`,
  `WITH pass AS (
     INSERT INTO reconciliation (id, state, asked_by, expected, started_at, finished_at)
     VALUES ('pass_seed', 'FINISHED', 'the seeding', 0, '2026-11-01', '2026-11-01') ON CONFLICT DO NOTHING
   )
   INSERT INTO drift (id, reconciliation_id, subject, account_id, outcome, differences, note, is_missed_webhook, noticed_at)
   SELECT 'drift_seed' || n, 'pass_seed', 'acc_seed' || n, 'acc_seed' || n, 'kept',
     '[{"field": "subscription.quantity", "ours": 1, "stripes": 2}]', 'Seeded.', false, '2026-11-01'
   FROM ${numbers} WHERE ${isUnder("drift")} ON CONFLICT DO NOTHING`,
  `WITH look AS (
     INSERT INTO doctor_check (id, asked_by, state, started_at, finished_at)
     VALUES ('check_seed', 'the seeding', 'FINISHED', '2026-11-01', '2026-11-01') ON CONFLICT DO NOTHING
   )
   INSERT INTO doctor_finding (id, check_id, subject, invariant, words, about)
   SELECT 'finding_seed' || n, 'check_seed', 'acc_seed' || n,
     CASE WHEN n % 200 < 100 THEN 'one_customer' ELSE 'one_live_subscription' END, 'Two of them, by the seeding.', '{}'
   FROM ${numbers} WHERE ${isUnder("found")} ON CONFLICT DO NOTHING`,
];
