-- What an e-mail was about the last time: the invoice that a subscription had when it was last looked at. Rows from before
-- know none, and what they meet first is not news.
ALTER TABLE "subscription" ADD COLUMN "latest_invoice_id" TEXT, ADD COLUMN "latest_invoice_status" TEXT;
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_latest_invoice_check"
  CHECK (("latest_invoice_id" IS NULL) = ("latest_invoice_status" IS NULL));
