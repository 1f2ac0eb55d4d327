-- When a customer's turn comes, all of their due events are taken at once: an index over what is not done, and over
-- nothing else, so that it stays as small as the backlog.
DROP INDEX "webhook_event_stripe_customer_id_idx";
CREATE INDEX "webhook_event_pending_customer_idx" ON "webhook_event" ("stripe_customer_id") WHERE "processed_at" IS NULL;
