-- What admins sort and filter by. Generated, so that whoever writes a subscription, of whatever version, cannot forget it.
-- `mrr` is `mrrOf` of the domain in the words of the database; a test holds the two together.
ALTER TABLE "subscription"
  ADD COLUMN "mrr" INTEGER GENERATED ALWAYS AS (
    CASE WHEN "status" IN ('active', 'past_due') THEN floor((
      ("unit_amount"::numeric * "quantity" - CASE
        WHEN "discount"->'off'->>'is' = 'percent' THEN
          floor(("unit_amount"::numeric * "quantity" * round(("discount"->'off'->>'percent')::numeric * 100) + 5000) / 10000)
        WHEN "discount"->'off'->>'is' = 'amount' THEN
          least(("discount"->'off'->>'amount')::numeric, "unit_amount"::numeric * "quantity")
        ELSE 0 END
      ) * CASE "interval" WHEN 'day' THEN 365 WHEN 'week' THEN 52 WHEN 'month' THEN 12 WHEN 'year' THEN 1 ELSE 0 END + 6
    ) / 12)::int ELSE 0 END) STORED NOT NULL,
  ADD COLUMN "coupon" TEXT GENERATED ALWAYS AS ("discount"->>'code') STORED,
  -- When it renews, ends or has ended: never null, so that a page can end anywhere.
  ADD COLUMN "turns_at" TIMESTAMPTZ(3) GENERATED ALWAYS AS (
    coalesce("ended_at", "cancel_at", "current_period_end", "started_at")) STORED NOT NULL;

-- A page of the list is read from one of these, backwards or forwards, status by status: it costs its own length and
-- not the table's. The account makes each order total, so that no line is shown twice or left out between two pages.
-- What is filtered by stands at the end, so that what is passed by is not fetched.
CREATE INDEX "subscription_status_started_at_idx"
  ON "subscription" ("status", "started_at", "account_id", "plan_key");
CREATE INDEX "subscription_status_turns_at_idx"
  ON "subscription" ("status", "turns_at", "account_id", "plan_key", "started_at");
CREATE INDEX "subscription_status_mrr_idx"
  ON "subscription" ("status", "mrr", "account_id", "plan_key", "started_at");
-- The same over those with a code, and over those that are set to end: a tenth and a twentieth of all, for which the
-- walks above would pass by most of the table.
CREATE INDEX "subscription_coupon_started_at_idx"
  ON "subscription" ("coupon", "status", "started_at", "account_id", "plan_key") WHERE "coupon" IS NOT NULL;
CREATE INDEX "subscription_coupon_turns_at_idx"
  ON "subscription" ("coupon", "status", "turns_at", "account_id", "plan_key", "started_at") WHERE "coupon" IS NOT NULL;
CREATE INDEX "subscription_coupon_mrr_idx"
  ON "subscription" ("coupon", "status", "mrr", "account_id", "plan_key", "started_at") WHERE "coupon" IS NOT NULL;
CREATE INDEX "subscription_ending_started_at_idx"
  ON "subscription" ("status", "started_at", "account_id", "plan_key", "coupon") WHERE "cancel_at" IS NOT NULL AND "ended_at" IS NULL;
CREATE INDEX "subscription_ending_turns_at_idx"
  ON "subscription" ("status", "turns_at", "account_id", "plan_key", "coupon", "started_at") WHERE "cancel_at" IS NOT NULL AND "ended_at" IS NULL;
CREATE INDEX "subscription_ending_mrr_idx"
  ON "subscription" ("status", "mrr", "account_id", "plan_key", "coupon", "started_at") WHERE "cancel_at" IS NOT NULL AND "ended_at" IS NULL;
-- A day or a month of starts, in another order than that of their start: read whole, from here alone, and sorted.
CREATE INDEX "subscription_started_at_idx"
  ON "subscription" ("started_at", "status", "account_id", "turns_at", "mrr", "plan_key");
-- A pasted invoice leads to its account without asking Stripe, while it is the latest.
CREATE INDEX "subscription_latest_invoice_id_idx" ON "subscription" ("latest_invoice_id") WHERE "latest_invoice_id" IS NOT NULL;

-- Search: the beginning of an address, of a name, of a last name. By byte order, so that a beginning is a range, in
-- whatever language the database sorts; and without an extension, which managed databases do not always allow.
CREATE INDEX "billing_account_email_search_idx" ON "billing_account" ((lower("email")) COLLATE "C");
CREATE INDEX "billing_account_name_search_idx" ON "billing_account" ((lower("name")) COLLATE "C");
CREATE INDEX "billing_account_last_name_search_idx" ON "billing_account"
  ((lower(regexp_replace("name", '^.*\s', ''))) COLLATE "C") WHERE "name" ~ '\s';

-- An account's events in order, for its story.
CREATE INDEX "webhook_event_customer_created_at_idx" ON "webhook_event" ("stripe_customer_id", "created_at")
  WHERE "stripe_customer_id" IS NOT NULL;
-- All events, the latest first. Rows come in that order, so the index grows at its end only. It takes the place of a
-- coarser one, which could say when the last one came, but not which were the last fifty.
DROP INDEX "webhook_event_received_at_idx";
CREATE INDEX "webhook_event_received_at_id_idx" ON "webhook_event" ("received_at", "id");

-- Bought twice, and paid back.
CREATE INDEX "effect_paid_back_idx" ON "effect" ("account_id") WHERE "kind" = 'payment.refund';
-- New customers by day.
CREATE INDEX "effect_customer_made_idx" ON "effect" ("settled_at") WHERE "kind" = 'customer.create';
-- What a pass could not heal.
CREATE INDEX "drift_kept_idx" ON "drift" ("account_id") WHERE "outcome" = 'kept';

-- What people of the operator did to accounts, among the millions of lines that machines have written.
CREATE INDEX "audit_event_by_staff_idx" ON "audit_event" ("at", "id") WHERE "source" = 'admin';
DROP INDEX "audit_event_at_idx";
CREATE INDEX "audit_event_at_id_idx" ON "audit_event" ("at", "id");

-- CreateTable
CREATE TABLE "staff_deed" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "staff_deed_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "staff_deed_at_id_idx" ON "staff_deed"("at", "id");

CREATE TRIGGER "staff_deed_is_append_only" BEFORE UPDATE OR DELETE ON "staff_deed"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "staff_deed_is_never_truncated" BEFORE TRUNCATE ON "staff_deed"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();

-- CreateTable
CREATE TABLE "customer_answer" (
    "day" DATE NOT NULL,
    "result" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "customer_answer_pkey" PRIMARY KEY ("day","result"),
    CONSTRAINT "customer_answer_result_check" CHECK ("result" IN ('reused', 'race_averted'))
);
