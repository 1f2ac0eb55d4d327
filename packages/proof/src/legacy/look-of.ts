import type pg from "pg";
import { z } from "zod";

/**
 * All that a command could leave behind in a database: each object of its catalogue, and each table's rows by where they lie
 * and who wrote or locked them. What a session has to itself is left out: nobody else sees it, and it goes with the session.
 */
export async function lookOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query(objectsSql);
  const found = z.array(objectRow).parse(rows);
  const tables = found.filter(({ kind, isOurs }) => isOurs && kind === "r");
  const contents = tables.map(async ({ name }) => {
    const { rows: content } = await pool.query(
      `SELECT coalesce(string_agg(concat_ws(':', ctid, xmin, xmax), ' ' ORDER BY ctid), '') AS rows FROM ${name}`,
    );
    return `${name}: ${z.tuple([contentRow]).parse(content)[0].rows}`;
  });
  const objects = found.map(({ kind, name, state }) => `${kind} ${name} ${state}`);
  return [...objects, ...(await Promise.all(contents))];
}

const objectsSql = `
  WITH lasting AS (
    SELECT oid, nspname, nspname !~ '^(pg_|information_schema)' AS "isOurs" FROM pg_namespace
    WHERE nspname !~ '^pg_(toast_)?temp_')
  SELECT 'schema' AS kind, nspname::text AS name, '' AS state, "isOurs" FROM lasting
  UNION ALL SELECT relkind::text, pg_class.oid::regclass::text, relfilenode::text, "isOurs"
    FROM pg_class JOIN lasting ON lasting.oid = relnamespace
  UNION ALL SELECT 'function', pg_proc.oid::regprocedure::text, md5(prosrc), "isOurs"
    FROM pg_proc JOIN lasting ON lasting.oid = pronamespace
  UNION ALL SELECT 'trigger', concat_ws(' on ', tgname, tgrelid::regclass), concat_ws(' ', tgenabled, tgfoid::regproc), true FROM pg_trigger
  UNION ALL SELECT 'validity', indexrelid::regclass::text, concat(indisunique, indisvalid, indisready), "isOurs"
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN lasting ON lasting.oid = relnamespace
  ORDER BY 1, 2, 3`;

const objectRow = z.object({
  kind: z.string(),
  name: z.string(),
  state: z.string(),
  isOurs: z.boolean(),
});
const contentRow = z.object({ rows: z.string() });
