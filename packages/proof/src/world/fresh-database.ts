import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { runSql } from "./run-sql.ts";

/** A database of one test file's own, migrated and empty. */
export type FreshDatabase = { url: string; drop(): Promise<void> };

/** Clones the migrated template; `drop` also cuts whoever is still connected. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { adminUrl, template } = inject("postgres");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await runSql(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runSql(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}
