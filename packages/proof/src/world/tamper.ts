import { runSql } from "./run-sql.ts";

/** As somebody who may do anything: the guards of what is append-only are off on this connection, and on no other. */
export const tamper = (databaseUrl: string, sql: string): Promise<void> =>
  runSql(databaseUrl, "SET session_replication_role = replica", sql);
