-- One row is one contact that is to be, and what became of it. The primary key is the promise: one for each slot.
CREATE TABLE IF NOT EXISTS contact_effect (
  slot          TEXT PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  intent        JSONB NOT NULL,
  request       JSONB NOT NULL,
  first_sent_at TIMESTAMPTZ,
  lease_until   TIMESTAMPTZ NOT NULL DEFAULT now(),
  attempts      INT NOT NULL DEFAULT 0,
  outcome       JSONB,
  CHECK (outcome IS NULL OR first_sent_at IS NOT NULL)
);
CREATE INDEX IF NOT EXISTS contact_effect_unknown_idx ON contact_effect (lease_until) WHERE outcome IS NULL;

-- What follows from it: written in the same statement as the outcome.
CREATE TABLE IF NOT EXISTS contact (
  customer_id TEXT PRIMARY KEY,
  crm_id      TEXT NOT NULL UNIQUE
);
