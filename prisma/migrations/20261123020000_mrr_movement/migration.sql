-- CreateTable
CREATE TABLE "mrr_movement" (
    "account_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "mrr" BIGINT NOT NULL,

    CONSTRAINT "mrr_movement_pkey" PRIMARY KEY ("account_id","currency","seq")
);

-- CreateIndex
CREATE INDEX "mrr_movement_at_idx" ON "mrr_movement"("at");

-- AddForeignKey
ALTER TABLE "mrr_movement" ADD CONSTRAINT "mrr_movement_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "billing_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "mrr_movement" ADD CONSTRAINT "mrr_movement_kind_check"
  CHECK ("kind" IN ('new', 'expansion', 'reactivation', 'contraction', 'churn'));
-- Something moves, nobody brings less than nothing, and whoever brings nothing any more has churned.
ALTER TABLE "mrr_movement" ADD CONSTRAINT "mrr_movement_amount_check"
  CHECK ("amount" > 0 AND "mrr" >= 0 AND ("mrr" = 0) = ("kind" = 'churn'));

-- Nobody is new twice in a currency: whoever comes back is reactivated.
CREATE UNIQUE INDEX "mrr_movement_one_new_key" ON "mrr_movement" ("account_id", "currency") WHERE "kind" = 'new';

-- A month that was reported stays as it was reported.
CREATE FUNCTION refuse_movement_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Movements are append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER mrr_movement_is_append_only BEFORE DELETE OR UPDATE ON mrr_movement
  FOR EACH ROW EXECUTE FUNCTION refuse_movement_change();

-- What subscriptions brought before movements were kept: booked at their start, as `mrrOf` (packages/domain/src/mrr.ts) counts it.
INSERT INTO mrr_movement (account_id, seq, currency, at, kind, amount, mrr)
SELECT account_id, audit_seq, currency, started_at, 'new', mrr, mrr
FROM subscription JOIN billing_account ON billing_account.id = account_id
CROSS JOIN LATERAL (
  SELECT unit_amount::bigint * quantity AS price) AS full_price
CROSS JOIN LATERAL (
  SELECT price - coalesce(CASE discount #>> '{off,is}'
    WHEN 'percent' THEN (price * round((discount #>> '{off,percent}')::numeric * 100)::bigint + 5000) / 10000
    WHEN 'amount' THEN least((discount #>> '{off,amount}')::bigint, price)
  END, 0) AS charged) AS charged_price
CROSS JOIN LATERAL (
  SELECT (charged * CASE interval WHEN 'day' THEN 365 WHEN 'week' THEN 52 WHEN 'month' THEN 12 WHEN 'year' THEN 1 ELSE 0 END + 6) / 12
    AS mrr) AS monthly
WHERE status IN ('active', 'past_due') AND mrr > 0;
