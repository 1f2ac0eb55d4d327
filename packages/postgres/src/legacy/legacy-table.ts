import type pg from "pg";
import { z } from "zod";
import { quoteName } from "./quote-name.ts";

/** Somebody's table in which an owner should have one row. */
export type LegacyTable = {
  /** Quoted, with its schema. */
  sql: string;
  schema: string;
  name: string;
  owner: { name: string; type: string };
  /** What can be written: generated columns are not. */
  columns: string[];
  /** Of the primary key, in order; empty where there is none. */
  key: string[];
};

export type TableQuestion = { table: string; owner: string };

/**
 * Reads what the database knows of a table. Throws a sentence for people where there is no such table or column, or where
 * other tables refer to its rows: removing one would take along what refers to it, or be refused.
 */
export async function readLegacyTable(
  pool: pg.Pool,
  { table, owner }: TableQuestion,
): Promise<LegacyTable> {
  const [schema, name] = table.includes(".") ? splitOnce(table) : ["public", table];
  const sql = `${quoteName(schema)}.${quoteName(name)}`;
  const { rows } = await pool.query(factsOfTable, [schema, name]);
  const [facts] = z.array(factsRow).parse(rows);
  if (facts === undefined) throw new Error(`There is no table ${schema}.${name}.`);
  const column = facts.columns.find((one) => one.name === owner);
  if (column === undefined) throw new Error(`${schema}.${name} has no column ${owner}.`);
  if (facts.referrers.length > 0)
    throw new Error(
      `Rows of ${facts.referrers.join(", ")} refer to ${schema}.${name}: what of them belongs to which row is for people to say.`,
    );
  return {
    sql,
    schema,
    name,
    owner: { name: owner, type: column.type },
    columns: facts.columns.filter(({ isGenerated }) => !isGenerated).map((one) => one.name),
    key: facts.key,
  };
}

/** Throws where the table has no such column. */
export function columnOf({ schema, name, columns }: LegacyTable, column: string): string {
  if (columns.includes(column)) return quoteName(column);
  throw new Error(`${schema}.${name} has no column ${column}.`);
}

function splitOnce(table: string): [string, string] {
  const at = table.indexOf(".");
  return [table.slice(0, at), table.slice(at + 1)];
}

const factsOfTable = `
  SELECT
    (SELECT coalesce(jsonb_agg(jsonb_build_object('name', attname, 'type', format_type(atttypid, atttypmod),
        'isGenerated', attgenerated <> '') ORDER BY attnum), '[]')
      FROM pg_attribute WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped) AS columns,
    (SELECT coalesce(jsonb_agg(attname ORDER BY place), '[]')
      FROM pg_index, unnest(indkey::int2[]) WITH ORDINALITY AS part (attnum, place)
        JOIN pg_attribute ON attrelid = class.oid AND pg_attribute.attnum = part.attnum
      WHERE indrelid = class.oid AND indisprimary) AS key,
    (SELECT coalesce(jsonb_agg(DISTINCT conrelid::regclass::text), '[]') FROM pg_constraint
      WHERE contype = 'f' AND confrelid = class.oid) AS referrers
  FROM pg_class AS class JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE nspname = $1 AND relname = $2 AND relkind IN ('r', 'p')`;

const factsRow = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.string(), isGenerated: z.boolean() })),
  key: z.array(z.string()),
  referrers: z.array(z.string()),
});
