-- What a decision looks at, in one round trip: the account is locked first, then read.
--
-- A function, because the two must not be one statement: at READ COMMITTED a locking statement that waited re-reads only
-- the row it locked, while its joins and subqueries keep the snapshot from before the wait. Each statement of a VOLATILE
-- function takes a snapshot of its own, so the second one sees what the winner committed.
--
-- The creations of sessions are locked too: a claim does not take the account's lock, and without this a session could be
-- sent for in the moment in which the decision withdraws it.
CREATE FUNCTION account_under_lock(of_account text, of_attempt text, of_checkout text, of_effect text)
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
    'checkouts', (
      SELECT coalesce(jsonb_agg(to_jsonb(payable) || jsonb_build_object('creation', (
          SELECT stands FROM creation WHERE slot = 'session.create:' || payable.id ORDER BY generation DESC LIMIT 1))
        ORDER BY created_at), '[]')
      FROM payable)
  ) INTO state FROM billing_account AS account WHERE id = of_account;
  RETURN state;
END
$$;
