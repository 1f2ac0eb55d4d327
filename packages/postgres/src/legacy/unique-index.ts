import pg from "pg";
import { ownerOf } from "./find-doubled.ts";
import type { LegacyTable } from "./legacy-table.ts";
import { quoteName } from "./quote-name.ts";

/**
 * The unique index, made beside the writers: `CONCURRENTLY` scans the table twice and holds up nobody. One that was cut off
 * earlier is left behind invalid, and goes first. Answers its name.
 */
export async function createUniqueIndex(pool: pg.Pool, table: LegacyTable): Promise<string> {
  if ((await readIndex(pool, table)) === "invalid") await dropUniqueIndex(pool, table);
  await withoutLimits(
    pool,
    `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ${quoteName(indexName(table))} ON ${table.sql} (${ownerOf(table)})`,
  );
  if ((await readIndex(pool, table)) !== "valid")
    throw new Error(`The name ${indexName(table)} is taken by something else: rename that first.`);
  return indexName(table);
}

/**
 * Takes it away beside the writers, too: a plain `DROP INDEX` queues for the whole table behind whoever reads it, and every
 * writer queues behind that. One that is cut off is left invalid, and the next goes on with it.
 */
export async function dropUniqueIndex(pool: pg.Pool, table: LegacyTable): Promise<void> {
  if ((await readIndex(pool, table)) === "none") return;
  await withoutLimits(pool, `DROP INDEX CONCURRENTLY IF EXISTS ${indexOf(table)}`);
}

/** Only of this table: where names are long and begin alike, another's index may have the name. */
export async function readIndex(
  pool: pg.Pool,
  table: LegacyTable,
): Promise<"none" | "invalid" | "valid"> {
  const { rows } = await pool.query<{ valid: boolean }>(
    `SELECT indisvalid AS valid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
       JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname = $1 AND relname = $2 AND indrelid = $3::regclass AND indisunique`,
    [table.schema, indexName(table), table.sql],
  );
  const [found] = rows;
  if (found === undefined) return "none";
  return found.valid ? "valid" : "invalid";
}

/**
 * On a connection of its own, which nobody ends: what goes on beside the writers waits for the longest of their transactions,
 * and hours may pass in which nothing is heard of it.
 */
async function withoutLimits(pool: pg.Pool, statement: string): Promise<void> {
  const { connectionString } = pool.options;
  const client = new pg.Client({ connectionString, application_name: "idem", keepAlive: true });
  // Who waits for the statement hears of it; an error that nobody hears would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SET statement_timeout = 0; SET lock_timeout = 0");
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** As PostgreSQL would call the constraint. */
const indexName = ({ name, owner }: LegacyTable): string =>
  `${name.slice(0, 29)}_${owner.name.slice(0, 29)}_key`;

const indexOf = (table: LegacyTable): string =>
  `${quoteName(table.schema)}.${quoteName(indexName(table))}`;
