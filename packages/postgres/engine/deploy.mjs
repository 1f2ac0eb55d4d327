// `prisma migrate deploy` without the command line around it: applies what is pending to DATABASE_URL, with the same
// engine and the same bookkeeping, and prints the names of what it applied as one JSON line. A server start and a test
// run use it, because they migrate often and the command line takes a second. Also makes what the queue of webhooks
// keeps in a schema of its own, so that the first node finds it.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { makeQueue } from "../src/make-queue.ts";
import { createDatabase, probeConnection } from "./connection.mjs";
import { openEngine } from "./engine.mjs";

const folder = path.join(import.meta.dirname, "../../../prisma/migrations");

async function readMigrations() {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const read = async (name) => {
    const value = await readFile(path.join(folder, name, "migration.sql"), "utf8");
    return { path: name, migrationFile: { path: "migration.sql", content: { tag: "ok", value } } };
  };
  const lockfile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };
  const migrationDirectories = await Promise.all(names.sort().map(read));
  return { baseDir: folder, lockfile, migrationDirectories, shadowDbInitScript: "" };
}

/** Throws when the database has migrations that this checkout does not: a newer version has been here. */
async function refuseNewer(engine, params) {
  const { history } = await engine.call("diagnoseMigrationHistory", {
    ...params,
    optInToShadowDatabase: false,
  });
  const unknown = history?.unpersistedMigrationNames ?? [];
  if (unknown.length === 0) return;
  throw new Error(
    `The database was changed by a newer Idem (${unknown.join(", ")}): start that one.`,
  );
}

const url = process.env.DATABASE_URL;
const failure = await probeConnection(url);
if (failure?.code === "P1003") await createDatabase(url);
const engine = await openEngine(url);
try {
  const filters = { externalTables: [], externalEnums: [] };
  const params = { migrationsList: await readMigrations(), filters };
  await refuseNewer(engine, params);
  const result = await engine.call("applyMigrations", params);
  await makeQueue(url);
  process.stdout.write(`${JSON.stringify({ applied: result.appliedMigrationNames })}\n`);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${engine.describe(error).data.message}\n`);
  process.exit(1);
}
