-- CreateTable
CREATE TABLE "doctor_check" (
    "id" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'RUNNING',
    "listed" INTEGER NOT NULL DEFAULT 0,
    "looks" INTEGER NOT NULL DEFAULT 0,
    "findings" INTEGER NOT NULL DEFAULT 0,
    "scheduled_for" TIMESTAMPTZ(3),
    "held_until" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "doctor_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "doctor_sighting" (
    "check_id" TEXT NOT NULL,
    "stripe_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "customer_id" TEXT,
    "account_id" TEXT,
    "email" TEXT,
    "name" TEXT,
    "card" TEXT,
    "is_retired" BOOLEAN NOT NULL DEFAULT false,
    "is_live" BOOLEAN NOT NULL DEFAULT false,
    "stripe_price_id" TEXT,
    "user_id" TEXT,
    "organization_id" TEXT,

    CONSTRAINT "doctor_sighting_pkey" PRIMARY KEY ("check_id","stripe_id")
);

-- CreateTable
CREATE TABLE "doctor_suspect" (
    "check_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "candidates" TEXT[],

    CONSTRAINT "doctor_suspect_pkey" PRIMARY KEY ("check_id","account_id")
);

-- CreateTable
CREATE TABLE "import_case" (
    "import_id" TEXT NOT NULL,
    "owner_kind" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "claims" JSONB NOT NULL,

    CONSTRAINT "import_case_pkey" PRIMARY KEY ("import_id","owner_kind","owner_id")
);

-- CreateTable
CREATE TABLE "doctor_finding" (
    "id" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "invariant" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "about" TEXT[],
    "noticed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "doctor_finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "doctor_plan" (
    "id" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "policy" JSONB NOT NULL,
    "only" TEXT[],
    "worker" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "doctor_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "doctor_step" (
    "plan_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "step" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "note" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "doctor_step_pkey" PRIMARY KEY ("plan_id","account_id","ordinal")
);

-- CreateIndex
CREATE UNIQUE INDEX "doctor_check_scheduled_for_key" ON "doctor_check"("scheduled_for");

-- CreateIndex
CREATE INDEX "doctor_finding_check_id_subject_idx" ON "doctor_finding"("check_id", "subject");

-- CreateIndex
CREATE INDEX "doctor_step_plan_id_state_account_id_idx" ON "doctor_step"("plan_id", "state", "account_id");

-- AddForeignKey
ALTER TABLE "doctor_sighting" ADD CONSTRAINT "doctor_sighting_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "doctor_check"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doctor_suspect" ADD CONSTRAINT "doctor_suspect_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "doctor_check"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_case" ADD CONSTRAINT "import_case_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "doctor_check"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doctor_finding" ADD CONSTRAINT "doctor_finding_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "doctor_check"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doctor_step" ADD CONSTRAINT "doctor_step_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "doctor_plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doctor_step" ADD CONSTRAINT "doctor_step_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "billing_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "doctor_check" ADD CONSTRAINT "doctor_check_state_check" CHECK ("state" IN ('RUNNING', 'FINISHED', 'FAILED', 'PARTIAL'));
ALTER TABLE "doctor_sighting" ADD CONSTRAINT "doctor_sighting_kind_check"
  CHECK ("kind" IN ('customer', 'subscription', 'session'));
ALTER TABLE "doctor_step" ADD CONSTRAINT "doctor_step_state_check"
  CHECK ("state" IN ('planned', 'done', 'refused', 'skipped', 'undone', 'kept'));
ALTER TABLE "import_case" ADD CONSTRAINT "import_case_owner_kind_check" CHECK ("owner_kind" IN ('user', 'organization'));
