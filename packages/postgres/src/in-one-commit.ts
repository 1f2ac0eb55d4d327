import type pg from "pg";
import { createStatementNames } from "./statement-names.ts";

export type Sql = { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> };

export type InQueue = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

/**
 * Several statements, one commit. For what is kept about events only: whatever changes billing goes through
 * `transition`. A connection on which something has failed is ended, and with it what was begun on it.
 */
export async function inOneCommit<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  return withConnection(pool, async (sql) => {
    await sql.executeSql("BEGIN");
    const result = await work(sql);
    await sql.executeSql("COMMIT");
    return result;
  });
}

/** One connection for one piece of work; it is not given to anybody else after a failure. */
export async function withConnection<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const result = await work({
      executeSql: (text, values = []) =>
        client.query({ name: nameOf({ sql: text, args: values }), text, values }),
    });
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Beside Prisma's, on the same connections. The queue's statements are long: planning them costs more than running them. */
const nameOf = createStatementNames("queue");
