-- AlterTable
ALTER TABLE "doctor_plan" ADD COLUMN     "check_id" TEXT,
ADD COLUMN     "doing" TEXT,
ADD COLUMN     "doing_for" TEXT,
ADD COLUMN     "ended" JSONB,
ADD COLUMN     "progress" JSONB;

ALTER TABLE "doctor_plan" ADD CONSTRAINT "doctor_plan_doing_check" CHECK ("doing" IN ('plan', 'apply', 'undo', 'verify'));

-- Whoever asks for a plan while one is being made is given that one.
CREATE UNIQUE INDEX "doctor_plan_one_being_made_key" ON "doctor_plan" ("doing") WHERE "doing" = 'plan';
