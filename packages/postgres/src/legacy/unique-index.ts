import type pg from "pg";
import { ownerOf } from "./find-doubled.ts";
import type { LegacyTable } from "./legacy-table.ts";
import { quoteName } from "./quote-name.ts";

/**
 * The unique index, made beside the writers: `CONCURRENTLY` scans the table twice and holds up nobody. One that was cut off
 * earlier is left behind invalid, and goes first. Answers its name. It is made on a connection without a time limit.
 */
export async function createUniqueIndex(pool: pg.Pool, table: LegacyTable): Promise<string> {
  const client = await pool.connect();
  const index = indexOf(table);
  try {
    await client.query("SET statement_timeout = 0; SET lock_timeout = 0");
    if ((await readIndex(pool, table)) === "invalid")
      await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${index}`);
    await client.query(
      `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ${quoteName(indexName(table))} ON ${table.sql} (${ownerOf(table)})`,
    );
    return indexName(table);
  } finally {
    // Its limits are off: nobody else gets it.
    client.release(true);
  }
}

export async function dropUniqueIndex(pool: pg.Pool, table: LegacyTable): Promise<void> {
  await pool.query(`DROP INDEX IF EXISTS ${indexOf(table)}`);
}

export async function readIndex(
  pool: pg.Pool,
  { schema, ...table }: LegacyTable,
): Promise<"none" | "invalid" | "valid"> {
  const { rows } = await pool.query<{ valid: boolean }>(
    `SELECT indisvalid AS valid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
       JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname = $1 AND relname = $2`,
    [schema, indexName({ schema, ...table })],
  );
  const [found] = rows;
  if (found === undefined) return "none";
  return found.valid ? "valid" : "invalid";
}

/** As PostgreSQL would call the constraint. */
const indexName = ({ name, owner }: LegacyTable): string =>
  `${name.slice(0, 29)}_${owner.name.slice(0, 29)}_key`;

const indexOf = (table: LegacyTable): string =>
  `${quoteName(table.schema)}.${quoteName(indexName(table))}`;
