import { Prisma } from "../generated/client.ts";

/**
 * Of each kind of match so many are looked at: enough for whoever types a name, and a bound on what a single letter
 * costs. Whoever finds more is told to type more.
 */
export const mostFound = 500;

/** Sorts behind everything that begins like the text before it, in byte order. */
const lastSign = "\u{10FFFF}";

const lastName = Prisma.raw(`lower(regexp_replace(name, '^.*\\s', '')) COLLATE "C"`);
const email = Prisma.raw(`lower(email) COLLATE "C"`);
const name = Prisma.raw(`lower(name) COLLATE "C"`);

/**
 * The accounts whose e-mail address, name or last name begins so, each kind in its own order from an index. The answer
 * has a line for each account and kind: one kind with `mostFound` lines was cut.
 */
export function foundBy(search: string): Prisma.Sql {
  const from = search.toLowerCase();
  const until = from + lastSign;
  const beginning = (column: Prisma.Sql, kind: string, also = Prisma.sql`true`) => Prisma.sql`
    (SELECT id, ${kind} AS kind FROM billing_account
     WHERE ${column} >= ${from} AND ${column} < ${until} AND ${also} ORDER BY ${column} LIMIT ${mostFound})`;
  return Prisma.sql`
    ${beginning(email, "email")}
    UNION ALL ${beginning(name, "name")}
    UNION ALL ${beginning(lastName, "last name", Prisma.raw(`name ~ '\\s'`))}`;
}
