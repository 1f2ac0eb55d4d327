import pg from "pg";
import { openWatchedSocket } from "./watched-socket.ts";

const longestWaitMs = 5_000;

/**
 * The connections of this process. The limits are the server's own, because a time-out in the client stops neither a lock
 * waiter nor a running statement: 5 s is longer than any decision takes and shorter than people wait. Only of a server
 * that is gone without a word does the client have to notice by itself: nothing comes for longer than any statement may take.
 */
export function openPool(url: string, poolSize: number, statementTimeoutMs = 10_000): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: "idem",
    connectionTimeoutMillis: 10_000,
    statement_timeout: statementTimeoutMs,
    lock_timeout: longestWaitMs,
    idle_in_transaction_session_timeout: longestWaitMs,
    stream: () => openWatchedSocket(statementTimeoutMs + longestWaitMs),
  });
  // The pool and the adapter listen in turn, and between them is a moment: a connection that the server ends just when it
  // changes hands would tell nobody, and an error that nobody hears ends the process. Whoever uses it hears of it anyway.
  pool.on("connect", (client) => client.on("error", () => {}));
  // Of one that nobody uses the pool itself tells; it is gone then, and the next who asks gets another.
  pool.on("error", () => {});
  return pool;
}
