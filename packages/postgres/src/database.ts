import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client.ts";
import { openPool } from "./open-pool.ts";
import { createStatementNames } from "./statement-names.ts";

export type Database = { prisma: PrismaClient; close(): Promise<void> };

export type DatabaseOptions = { url: string; poolSize: number };

/** Opens the pool, which connects when first used. */
export function openDatabase({ url, poolSize }: DatabaseOptions): Database {
  const adapter = new PrismaPg(openPool(url, poolSize), {
    statementNameGenerator: createStatementNames(),
    disposeExternalPool: true,
  });
  const prisma = new PrismaClient({ adapter });
  return { prisma, close: () => prisma.$disconnect() };
}
