import type { DoctorRecords } from "@idem/billing";
import type { PrismaClient } from "../generated/client.ts";
import { createExaminations } from "./examinations.ts";
import { createPlans } from "./plans.ts";

/** What the doctor keeps, on PostgreSQL. */
export const createDoctorRecords = (prisma: PrismaClient): DoctorRecords => ({
  ...createExaminations(prisma),
  ...createPlans(prisma),
});
