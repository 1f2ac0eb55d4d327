import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client.ts";
import { createStatementNames } from "./statement-names.ts";

export type Database = { prisma: PrismaClient; close(): Promise<void> };

export type DatabaseOptions = { url: string; poolSize: number };

/**
 * Opens the pool. The limits are the server's own, because a time-out in the client stops neither a lock waiter nor a
 * running statement: 5 s is longer than any decision takes and shorter than people wait.
 */
export function openDatabase({ url, poolSize }: DatabaseOptions): Database {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: poolSize,
      application_name: "idem",
      connectionTimeoutMillis: 10_000,
      statement_timeout: 10_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 5_000,
    },
    { statementNameGenerator: createStatementNames() },
  );
  const prisma = new PrismaClient({ adapter });
  return { prisma, close: () => prisma.$disconnect() };
}
