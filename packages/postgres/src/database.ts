import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { PrismaClient } from "./generated/client.ts";
import { openPool } from "./open-pool.ts";
import { createStatementNames } from "./statement-names.ts";

export type Database = {
  prisma: PrismaClient;
  /** What Prisma uses: for statements that it cannot carry. */
  pool: pg.Pool;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  url: string;
  poolSize: number;
  /** After how long the server ends a statement, ms: 10,000 unless set. */
  statementTimeoutMs?: number;
};

/**
 * For comparisons of all that Stripe has with all of our rows, ms: 3 s for 100,000 accounts, so that a minute is enough for
 * a million. Less than the three minutes after which a check counts as dead.
 */
export const comparisonTimeoutMs = 120_000;

/** Opens the pool, which connects when first used. */
export function openDatabase({ url, poolSize, statementTimeoutMs }: DatabaseOptions): Database {
  const pool = openPool(url, poolSize, statementTimeoutMs);
  const adapter = new PrismaPg(pool, {
    statementNameGenerator: createStatementNames(),
    disposeExternalPool: true,
  });
  const prisma = new PrismaClient({ adapter });
  return {
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect();
      // Prisma ends the pool only if it has used it.
      if (!pool.ending) await pool.end();
    },
  };
}
