import { setTimeout as pause } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import pg from "pg";
import { z } from "zod";

/** Another program on the same database, in a thread of its own: reads one row by its primary key, and times it. */
const { databaseUrl, accountId } = z
  .object({ databaseUrl: z.string(), accountId: z.string() })
  .parse(workerData);

let isStopped = false;
parentPort?.once("message", () => {
  isStopped = true;
});
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
const tookMs: number[] = [];
while (!isStopped) {
  const beganMs = performance.now();
  await client.query("SELECT * FROM billing_account WHERE id = $1", [accountId]);
  tookMs.push(performance.now() - beganMs);
  await pause(5);
}
await client.end();
parentPort?.postMessage({ tookMs, failed: 0 });
