import pg from "pg";

/** Ten seconds for a connection, as long as Idem's pool waits; `pg` alone would wait for ever. */
export function openPool(databaseUrl: string, poolSize: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
  });
  // A connection that the server ends while nobody uses it is replaced by the next query.
  pool.on("error", () => {});
  return pool;
}
