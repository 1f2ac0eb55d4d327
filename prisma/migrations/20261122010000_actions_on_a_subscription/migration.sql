-- What a running subscription can be asked for needs to know more of it. Empty texts mean: not looked at since.
ALTER TABLE subscription
  ADD COLUMN stripe_price_id text NOT NULL DEFAULT '',
  ADD COLUMN stripe_item_id text NOT NULL DEFAULT '',
  ADD COLUMN schedule_id text,
  ADD COLUMN scheduled_change jsonb,
  ADD COLUMN last_schedule_id text,
  ADD COLUMN card jsonb,
  ADD COLUMN open_invoice jsonb;

-- One change of a subscription at a time: decisions see to it under the account's lock, and this refuses the rest (G3).
-- Not `schedule.plan`, which is recorded by the statement that settles `schedule.create`.
CREATE UNIQUE INDEX effect_one_action_key ON effect (account_id)
  WHERE outcome IS NULL AND kind IN ('subscription.update', 'schedule.create', 'schedule.release', 'invoice.pay');

-- What a decision looks at, in one round trip: the account is locked first, then read.
--
-- A function, because the two must not be one statement: at READ COMMITTED a locking statement that waited re-reads only
-- the row it locked, while its joins and subqueries keep the snapshot from before the wait. Each statement of a VOLATILE
-- function takes a snapshot of its own, so the second one sees what the winner committed.
--
-- The creations of sessions are locked too: a claim does not take the account's lock, and without this a session could be
-- sent for in the moment in which the decision withdraws it.
--
-- It takes the place of `account_under_lock`, which stays for nodes of the version before.
CREATE FUNCTION billing_under_lock(of_account text, of_attempt text, of_checkout text, of_effect text)
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
