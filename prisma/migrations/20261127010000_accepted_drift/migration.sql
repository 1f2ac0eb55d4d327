-- AlterTable
ALTER TABLE "drift" ADD COLUMN     "accepted_at" TIMESTAMPTZ(3),
ADD COLUMN     "accepted_by" TEXT;

-- AlterTable
ALTER TABLE "reconciliation" ADD COLUMN     "in_sync" INTEGER;

-- What was kept for people can be accepted by them later.
ALTER TABLE "drift" DROP CONSTRAINT "drift_outcome_check";
ALTER TABLE "drift" ADD CONSTRAINT "drift_outcome_check" CHECK ("outcome" IN ('healed', 'kept', 'accepted'));
ALTER TABLE "drift" ADD CONSTRAINT "drift_accepted_check"
  CHECK (("outcome" = 'accepted') = ("accepted_at" IS NOT NULL AND "accepted_by" IS NOT NULL));
