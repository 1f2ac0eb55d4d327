import type { CustomerCreation } from "@idem/billing";
import type { PrismaClient } from "./generated/client.ts";

/** Starts for which no customer was made: it was there, or somebody else was making it at that moment (G1). */
export type CustomerAnswer = Extract<CustomerCreation, "reused" | "race_averted">;

/** Adds what a node has counted to what all nodes have counted on this day (UTC). In one order, so that none waits for another in a circle. */
export async function addCustomerAnswers(
  prisma: PrismaClient,
  counts: ReadonlyMap<CustomerAnswer, number>,
): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO customer_answer (day, result, count)
    SELECT (now() AT TIME ZONE 'UTC')::date, result, count
    FROM unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[]) AS counted (result, count)
    ORDER BY result
    ON CONFLICT (day, result) DO UPDATE SET count = customer_answer.count + excluded.count`;
}
