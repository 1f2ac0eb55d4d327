import type pg from "pg";

/** Where what was removed is kept, in a schema of its own beside whatever is there. Made by who changes something, and by nobody else. */
export async function ensureLegacySchema(pool: pg.Pool): Promise<void> {
  // Two who create the same at once may meet in the catalogue, which "IF NOT EXISTS" does not prevent.
  await pool.query(`
    SELECT pg_advisory_lock(726354);
    CREATE SCHEMA IF NOT EXISTS idem_legacy;
    CREATE TABLE IF NOT EXISTS idem_legacy.run (
      id text PRIMARY KEY, table_name text NOT NULL, owner text NOT NULL, asked_by text NOT NULL,
      reason text NOT NULL, index_name text, started_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz,
      undone_at timestamptz);
    CREATE TABLE IF NOT EXISTS idem_legacy.doubled (
      run_id text NOT NULL, owner text NOT NULL, PRIMARY KEY (run_id, owner));
    CREATE TABLE IF NOT EXISTS idem_legacy.removed (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, run_id text NOT NULL, owner text NOT NULL,
      "row" jsonb NOT NULL, kept jsonb NOT NULL, removed_at timestamptz NOT NULL DEFAULT now(), restored_at timestamptz);
    CREATE INDEX IF NOT EXISTS removed_run_id_idx ON idem_legacy.removed (run_id, id);
    SELECT pg_advisory_unlock(726354);`);
}
