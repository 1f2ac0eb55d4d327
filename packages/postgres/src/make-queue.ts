import { openBoss } from "./open-boss.ts";
import { openPool } from "./open-pool.ts";

/** Makes the queue's schema and its queues, or brings them to this version, as a node does when it starts. */
export async function makeQueue(url: string): Promise<void> {
  const pool = openPool(url, 2);
  const boss = openBoss(pool, () => {});
  try {
    await boss.started();
  } finally {
    await boss.stop();
    await pool.end();
  }
}
