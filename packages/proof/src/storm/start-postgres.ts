import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startEmbeddedPostgres } from "@idem/server/embedded-postgres";
import pg from "pg";
import type { FreshDatabase } from "../world/fresh-database.ts";

export type StormPostgres = { fresh(): Promise<FreshDatabase> } & AsyncDisposable;

const deploy = path.join(import.meta.dirname, "../../../postgres/engine/deploy.mjs");

/** A real PostgreSQL of this run's own; each `fresh` one is a clone of its migrated database. */
export async function startPostgres(): Promise<StormPostgres> {
  const server = await startEmbeddedPostgres({ home: tmpdir(), fast: true });
  await promisify(execFile)(process.execPath, [deploy], { env: { DATABASE_URL: server.url } });
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
      await run(at("postgres"), `CREATE DATABASE ${name} TEMPLATE ${template}`);
      return {
        url: at(name),
        drop: () => run(at("postgres"), `DROP DATABASE ${name} WITH (FORCE)`),
      };
    },
    [Symbol.asyncDispose]: server.stop,
  };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
