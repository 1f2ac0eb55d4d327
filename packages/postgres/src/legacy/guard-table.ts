import type pg from "pg";
import { ownerOf } from "./find-doubled.ts";
import type { LegacyTable } from "./legacy-table.ts";
import { quoteName, quoteText } from "./quote-name.ts";

/**
 * A trigger that refuses a second row of an owner, for tables where a unique constraint is not possible yet.
 *
 * The usual trigger asks `IF EXISTS`, and two at once both see nothing. This one lets writers of one owner pass one after
 * the other: the lock is held until the writer's commit, and what is asked after it, in a statement of its own, sees that
 * commit. It holds at READ COMMITTED and at SERIALIZABLE; at REPEATABLE READ a transaction may not see what was committed
 * after its begin, and is refused.
 */
export async function guardTable(pool: pg.Pool, table: LegacyTable): Promise<void> {
  const owner = ownerOf(table);
  const name = guardName(table);
  const body = `
    BEGIN
      IF NEW.${owner} IS NULL THEN RETURN NEW; END IF;
      IF TG_OP = 'UPDATE' AND NEW.${owner} IS NOT DISTINCT FROM OLD.${owner} THEN RETURN NEW; END IF;
      IF current_setting('transaction_isolation') = 'repeatable read' THEN
        RAISE EXCEPTION 'This table is guarded by a trigger, which cannot see enough at REPEATABLE READ.'
          USING ERRCODE = 'feature_not_supported';
      END IF;
      PERFORM pg_advisory_xact_lock(hashtextextended(TG_RELID::text || ':' || NEW.${owner}::text, 0));
      IF EXISTS (SELECT 1 FROM ${table.sql} WHERE ${owner} = NEW.${owner}) THEN
        RAISE EXCEPTION USING ERRCODE = 'unique_violation',
          MESSAGE = ${quoteText(`${table.name}: this ${table.owner.name} has a row already.`)};
      END IF;
      RETURN NEW;
    END`;
  await pool.query(`
    CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS ${quoteText(body)};
    CREATE OR REPLACE TRIGGER idem_guard BEFORE INSERT OR UPDATE ON ${table.sql}
      FOR EACH ROW EXECUTE FUNCTION ${name}();`);
}

export async function unguardTable(pool: pg.Pool, table: LegacyTable): Promise<void> {
  await pool.query(`
    DROP TRIGGER IF EXISTS idem_guard ON ${table.sql};
    DROP FUNCTION IF EXISTS ${guardName(table)}();`);
}

/** Whether a second row of this owner is refused; a guard of another column of the table does not count. */
export async function isGuarded(pool: pg.Pool, table: LegacyTable): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT 1 FROM pg_trigger WHERE tgrelid = $1::regclass AND tgname = 'idem_guard' AND tgenabled <> 'D'
       AND tgfoid = to_regprocedure($2)`,
    [table.sql, `${guardName(table)}()`],
  );
  return rowCount === 1;
}

/** PostgreSQL cuts names after 63 bytes; the end of this one is what tells tables apart. */
const guardName = ({ schema, name, owner }: LegacyTable): string =>
  `idem_legacy.${quoteName(`guard_${schema}_${name}_${owner.name}`.slice(-63))}`;
