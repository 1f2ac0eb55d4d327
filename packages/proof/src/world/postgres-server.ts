import { tmpdir } from "node:os";
import { startEmbeddedPostgres } from "@idem/server/embedded-postgres";
import type { TestProject } from "vitest/node";
import { deployTables } from "./deploy-tables.ts";

/** What every test file is given: the server of this run, and the migrated database that is cloned for each file. */
export type PostgresServer = { adminUrl: string; template: string };

declare module "vitest" {
  interface ProvidedContext {
    postgres: PostgresServer;
  }
}

/** One real PostgreSQL a run, and one migration of it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startEmbeddedPostgres({ home: tmpdir(), fast: true });
  const template = "idem";
  await deployTables(server.url);
  const admin = new URL(server.url);
  admin.pathname = "/postgres";
  project.provide("postgres", { adminUrl: admin.href, template });
  return server.stop;
}
