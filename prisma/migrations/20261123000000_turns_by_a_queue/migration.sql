-- Whose turn it is, and when it is tried again, is kept by the queue now (schema `pgboss`, which the queue makes itself).
-- The event keeps what a thin one names, and whether it was given up. "next_attempt_at" and its index stay until nodes of
-- the version before, which go by them, are gone.
ALTER TABLE "webhook_event" ADD COLUMN "related_id" TEXT;
ALTER TABLE "webhook_event" ADD COLUMN "related_type" TEXT;
ALTER TABLE "webhook_event" ADD COLUMN "failed_at" TIMESTAMPTZ(3);

-- A turn begins with all that waits for it.
CREATE INDEX "webhook_event_pending_turn_idx" ON "webhook_event" (coalesce("stripe_customer_id", "related_id", "id")) WHERE "processed_at" IS NULL;
-- Few, or something is wrong; shown to admins, and counted at every scrape.
CREATE INDEX "webhook_event_failed_idx" ON "webhook_event" ("failed_at") WHERE "processed_at" IS NULL AND "failed_at" IS NOT NULL;
