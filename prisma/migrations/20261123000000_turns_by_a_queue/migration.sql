-- Whose turn it is, and when it is tried again, is kept by the queue now (schema `pgboss`, which the queue makes itself).
-- What is left here is the event: what a thin one names, and whether it was given up.
DROP INDEX "webhook_event_pending_idx";
ALTER TABLE "webhook_event" DROP COLUMN "next_attempt_at";
ALTER TABLE "webhook_event" ADD COLUMN "related_id" TEXT;
ALTER TABLE "webhook_event" ADD COLUMN "related_type" TEXT;
ALTER TABLE "webhook_event" ADD COLUMN "failed_at" TIMESTAMPTZ(3);

-- A turn begins with all that waits for it.
CREATE INDEX "webhook_event_pending_turn_idx" ON "webhook_event" (coalesce("stripe_customer_id", "related_id", "id")) WHERE "processed_at" IS NULL;
-- Few, or something is wrong; shown to admins, and counted at every scrape.
CREATE INDEX "webhook_event_failed_idx" ON "webhook_event" ("failed_at") WHERE "processed_at" IS NULL AND "failed_at" IS NOT NULL;
