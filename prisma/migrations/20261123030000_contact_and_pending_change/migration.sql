-- Where bills go: a change is numbered, and may be set apart from the address of the sign-in. When Stripe was last looked
-- at, so that a page can say as of when it is true.
ALTER TABLE "billing_account"
  ADD COLUMN "contact_version" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "is_contact_set_apart" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "looked_at" TIMESTAMPTZ(3);
-- A change of plan that waits for the word of the customer's bank.
ALTER TABLE "subscription" ADD COLUMN "pending_change" JSONB;
