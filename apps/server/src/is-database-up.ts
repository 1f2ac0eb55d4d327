import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "@idem/postgres";

/** A balancer asks every few seconds and will not wait longer. */
const patienceMs = 2_000;

/** Whether the database answers a query that needs no table, soon enough. Never throws. */
export function isDatabaseUp(prisma: Database["prisma"]): Promise<boolean> {
  const answers = prisma.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  return Promise.race([answers, pause(patienceMs, false, { ref: false })]);
}
