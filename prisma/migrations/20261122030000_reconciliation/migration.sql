-- CreateTable
CREATE TABLE "reconciliation" (
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'RUNNING',
    "asked_by" TEXT NOT NULL,
    "stage" TEXT NOT NULL DEFAULT 'subscriptions',
    "cursor" TEXT,
    "page" INTEGER NOT NULL DEFAULT 0,
    "expected" INTEGER NOT NULL,
    "listed" INTEGER NOT NULL DEFAULT 0,
    "looks" INTEGER NOT NULL DEFAULT 0,
    "in_flight" INTEGER NOT NULL DEFAULT 0,
    "worker" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "last_event_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_page" (
    "reconciliation_id" TEXT NOT NULL,
    "page" INTEGER NOT NULL,
    "stripe_ids" TEXT[],

    CONSTRAINT "reconciliation_page_pkey" PRIMARY KEY ("reconciliation_id","page")
);

-- CreateTable
CREATE TABLE "reconciliation_suspect" (
    "reconciliation_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "stranger_id" TEXT,
    "looks" INTEGER NOT NULL DEFAULT 0,
    "sighting" TEXT,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reconciliation_suspect_pkey" PRIMARY KEY ("reconciliation_id","account_id")
);

-- CreateTable
CREATE TABLE "drift" (
    "id" TEXT NOT NULL,
    "reconciliation_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "account_id" TEXT,
    "outcome" TEXT NOT NULL,
    "differences" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "is_missed_webhook" BOOLEAN NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "drift_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reconciliation_suspect_reconciliation_id_due_at_idx" ON "reconciliation_suspect"("reconciliation_id", "due_at");

-- CreateIndex
CREATE INDEX "drift_account_id_idx" ON "drift"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "drift_reconciliation_id_subject_key" ON "drift"("reconciliation_id", "subject");

-- AddForeignKey
ALTER TABLE "reconciliation_page" ADD CONSTRAINT "reconciliation_page_reconciliation_id_fkey" FOREIGN KEY ("reconciliation_id") REFERENCES "reconciliation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_suspect" ADD CONSTRAINT "reconciliation_suspect_reconciliation_id_fkey" FOREIGN KEY ("reconciliation_id") REFERENCES "reconciliation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_suspect" ADD CONSTRAINT "reconciliation_suspect_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "billing_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drift" ADD CONSTRAINT "drift_reconciliation_id_fkey" FOREIGN KEY ("reconciliation_id") REFERENCES "reconciliation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drift" ADD CONSTRAINT "drift_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "billing_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "reconciliation" ADD CONSTRAINT "reconciliation_state_check" CHECK ("state" IN ('RUNNING', 'FINISHED', 'FAILED'));
ALTER TABLE "reconciliation" ADD CONSTRAINT "reconciliation_finished_check"
  CHECK (("state" = 'RUNNING') = ("finished_at" IS NULL));
ALTER TABLE "drift" ADD CONSTRAINT "drift_outcome_check" CHECK ("outcome" IN ('healed', 'kept'));

-- One pass at a time: whoever begins a second one joins the first.
CREATE UNIQUE INDEX "reconciliation_one_running_key" ON "reconciliation" ("state") WHERE "state" = 'RUNNING';

-- When the last webhook came. Rows lie in that order, so an entry stands for a hundred of them and costs next to nothing to keep.
CREATE INDEX "webhook_event_received_at_idx" ON "webhook_event" USING BRIN ("received_at");
