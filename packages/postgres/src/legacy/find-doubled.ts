import type pg from "pg";
import { z } from "zod";
import { type LegacyOrder, orderSql, paidJoin } from "./legacy-order.ts";
import type { LegacyTable } from "./legacy-table.ts";
import { quoteName } from "./quote-name.ts";

export type Doubled = { rows: number; owners: number; surplus: number };

/** How many owners have several rows, and how many rows too many there are. Rows without an owner are nobody's. */
export async function countDoubled(pool: pg.Pool, table: LegacyTable): Promise<Doubled> {
  const { rows } = await pool.query(`
    SELECT sum(rows)::float8 AS rows, count(*) FILTER (WHERE rows > 1)::float8 AS owners,
      coalesce(sum(rows - 1), 0)::float8 AS surplus
    FROM (SELECT count(*) AS rows FROM ${table.sql} WHERE ${ownerOf(table)} IS NOT NULL
          GROUP BY ${ownerOf(table)}) AS one`);
  const [{ rows: all, ...counted }] = z.tuple([countRow]).parse(rows);
  return { rows: all ?? 0, ...counted };
}

export type Choice = { owner: string; kept: unknown; removed: unknown[] };

/** What would be kept and what removed, of a few owners: for people to look at before anything happens. */
export async function showChoices(
  session: pg.PoolClient,
  table: LegacyTable,
  { order, limit }: { order: LegacyOrder; limit: number },
): Promise<Choice[]> {
  const owner = ownerOf(table);
  const { rows } = await session.query(
    `WITH first AS (
       SELECT ${owner} AS doubled FROM ${table.sql} WHERE ${owner} IS NOT NULL
       GROUP BY ${owner} HAVING count(*) > 1 ORDER BY ${owner} LIMIT $1
     ), ranked AS (
       SELECT one.idem_owner AS owner, one.idem_image AS image, row_number() OVER (PARTITION BY one.idem_owner ORDER BY ${orderSql(table, order)}) AS place
       FROM (SELECT ${owner}::text AS idem_owner, ctid AS idem_place, to_jsonb(source) AS idem_image, source.*
             FROM ${table.sql} AS source WHERE ${owner} IN (SELECT doubled FROM first)) AS one
       ${paidJoin(table, order)}
     )
     SELECT owner, jsonb_agg(image ORDER BY place) AS images FROM ranked GROUP BY owner ORDER BY owner`,
    [limit],
  );
  return z
    .array(choiceRow)
    .parse(rows)
    .map(({ owner: of, images: [kept, ...removed] }) => ({ owner: of, kept, removed }));
}

export const ownerOf = ({ owner }: LegacyTable): string => quoteName(owner.name);

const countRow = z.object({ rows: z.number().nullable(), owners: z.number(), surplus: z.number() });
const choiceRow = z.object({ owner: z.string(), images: z.array(z.unknown()) });
