-- Plans that are free at first, and plans that are sold by the seat.
ALTER TABLE plan
  ADD COLUMN trial_days integer NOT NULL DEFAULT 0,
  ADD COLUMN max_seats integer NOT NULL DEFAULT 1,
  ADD CONSTRAINT plan_trial_and_seats_check CHECK (trial_days >= 0 AND max_seats >= 1);

ALTER TABLE checkout
  ADD COLUMN quantity integer NOT NULL DEFAULT 1,
  ADD COLUMN trial_days integer NOT NULL DEFAULT 0,
  ADD CONSTRAINT checkout_quantity_and_trial_check CHECK (quantity >= 1 AND trial_days >= 0);

-- One free trial for each account, by its primary key, and one for each card, by the index: two accounts that begin one
-- with the same card in the same moment cannot both have it (G3).
CREATE TABLE trial_use (
  account_id text PRIMARY KEY REFERENCES billing_account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  stripe_subscription_id text NOT NULL,
  card_fingerprint text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX trial_use_card_fingerprint_key ON trial_use (card_fingerprint);

-- What a decision looks at, now with the account's trial. Why it is a function, and what else it locks, is told beside
-- `billing_under_lock` (`…_actions_on_a_subscription`), which stays for nodes of the version before.
CREATE FUNCTION state_under_lock(of_account text, of_attempt text, of_checkout text, of_effect text)
RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  state jsonb;
BEGIN
  PERFORM 1 FROM billing_account WHERE id = of_account FOR NO KEY UPDATE;
  WITH payable AS (
    SELECT * FROM checkout WHERE account_id = of_account AND (retired_at IS NULL OR id = of_checkout)
  ), creation AS (
    SELECT slot, generation,
      CASE WHEN outcome IS NOT NULL THEN 'settled' WHEN attempts = 0 THEN 'unsent' ELSE 'sent' END AS stands
    FROM effect WHERE slot IN (SELECT 'session.create:' || id FROM payable)
    ORDER BY slot, generation FOR UPDATE
  )
  SELECT jsonb_build_object(
    'account', to_jsonb(account),
    'customer', (SELECT to_jsonb(customer) FROM customer WHERE account_id = of_account),
    'subscription', (SELECT to_jsonb(subscription) FROM subscription WHERE account_id = of_account),
    'trial', (SELECT to_jsonb(trial_use) FROM trial_use WHERE account_id = of_account),
    'revision', (SELECT revision FROM checkout_attempt WHERE account_id = of_account AND attempt = of_attempt),
    'settled', (SELECT outcome FROM effect WHERE id = of_effect),
    'running', (
      SELECT coalesce(jsonb_agg(slot ORDER BY slot), '[]') FROM effect
      WHERE account_id = of_account AND outcome IS NULL AND id <> of_effect AND (
        kind IN ('subscription.update', 'schedule.create', 'schedule.plan', 'schedule.release', 'invoice.pay')
        OR slot = (SELECT 'subscription.cancel:' || stripe_subscription_id FROM subscription
                   WHERE account_id = of_account))),
    'checkouts', (
      SELECT coalesce(jsonb_agg(to_jsonb(payable) || jsonb_build_object('creation', (
          SELECT stands FROM creation WHERE slot = 'session.create:' || payable.id ORDER BY generation DESC LIMIT 1))
        ORDER BY created_at), '[]')
      FROM payable)
  ) INTO state FROM billing_account AS account WHERE id = of_account;
  RETURN state;
END
$$;
