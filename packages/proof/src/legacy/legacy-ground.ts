import type pg from "pg";

/** A table of a post-mortem, as its team has it before the constraint, and what goes on in it. */
export type LegacyGround = {
  table: string;
  owner: string;
  /** The column with Stripe's ids; those of row 1 of owner n are `${paid}n`. */
  stripeColumn: string;
  paid: string;
  /** Of ten owners three have two, three and five rows; the first of them is the one that is paid, and the newest is not. */
  make(pool: pg.Pool, owners: number): Promise<void>;
  /** What live writers do for the owner `$1`: a new row, then a change. */
  insert: string;
  change: string;
  /** Whether a row, as JSON, is one of theirs. */
  isWritten: string;
};

/** Of ten owners in a ground seven have one row, and the others ten. */
export const rowsOfTenOwners = 17;

/** In a query: the owners' numbers `n`, how many rows they have (`copies`), and each row's place among them (`copy`). */
export const doubledOwners = `
  generate_series(1, $1::int) n, LATERAL (SELECT CASE n % 10 WHEN 0 THEN 2 WHEN 1 THEN 3 WHEN 2 THEN 5 ELSE 1 END AS copies) AS of,
  generate_series(1, copies) copy`;
