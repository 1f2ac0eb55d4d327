import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** Looks every 2 ms how long any transaction of the product has been doing nothing; `stop` answers the longest, in ms. */
export async function watchIdle(databaseUrl: string): Promise<{ stop(): Promise<number> }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  let longestMs = 0;
  let isStopped = false;
  const looking = (async () => {
    while (!isStopped) {
      const { rows } = await client.query<{ ms: number | null }>(
        `SELECT extract(epoch FROM max(clock_timestamp() - state_change))::float8 * 1000 AS ms
         FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`,
      );
      longestMs = Math.max(longestMs, rows[0]?.ms ?? 0);
      await pause(2);
    }
  })();
  return {
    stop: async () => {
      isStopped = true;
      await looking;
      await client.end();
      return longestMs;
    },
  };
}
