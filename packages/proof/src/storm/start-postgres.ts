import { tmpdir } from "node:os";
import { startEmbeddedPostgres } from "@idem/server/embedded-postgres";
import { deployTables } from "../world/deploy-tables.ts";
import type { FreshDatabase } from "../world/fresh-database.ts";
import { runSql } from "../world/run-sql.ts";

export type StormPostgres = { fresh(): Promise<FreshDatabase> } & AsyncDisposable;

/** A real PostgreSQL of this run's own; each `fresh` one is a clone of its migrated database. */
export async function startPostgres(): Promise<StormPostgres> {
  const server = await startEmbeddedPostgres({ home: tmpdir(), fast: true });
  await deployTables(server.url);
  const template = new URL(server.url).pathname.slice(1);
  const at = (name: string): string => {
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  let count = 0;
  return {
    fresh: async () => {
      const name = `storm_${++count}`;
      await runSql(at("postgres"), `CREATE DATABASE ${name} TEMPLATE ${template}`);
      return {
        url: at(name),
        drop: () => runSql(at("postgres"), `DROP DATABASE ${name} WITH (FORCE)`),
      };
    },
    [Symbol.asyncDispose]: server.stop,
  };
}
