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

export type DatabaseOptions = { url: string; poolSize: number };

/** Opens the pool, which connects when first used. */
export function openDatabase({ url, poolSize }: DatabaseOptions): Database {
  const pool = openPool(url, poolSize);
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
