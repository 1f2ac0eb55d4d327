import pg from "pg";
import { openWatchedSocket } from "./watched-socket.ts";

/**
 * The connections of this process. The limits are the server's own, because a time-out in the client stops neither a lock
 * waiter nor a running statement: 5 s is longer than any decision takes and shorter than people wait. Only of a server
 * that is gone without a word does the client have to notice by itself.
 */
export function openPool(url: string, poolSize: number, statementTimeoutMs = 10_000): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: "idem",
    connectionTimeoutMillis: 10_000,
    statement_timeout: statementTimeoutMs,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 5_000,
    stream: openWatchedSocket,
  });
  // The pool and the adapter listen in turn, and between them is a moment: a connection that the server ends just when it
  // changes hands would tell nobody, and an error that nobody hears ends the process. Whoever uses it hears of it anyway.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}
