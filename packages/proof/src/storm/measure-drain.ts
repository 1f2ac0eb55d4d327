import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { openPool } from "../world/open-pool.ts";
import type { Subscriber } from "./fill-ground.ts";
import type { Ground } from "./start-ground.ts";
import { storeBacklog } from "./store-backlog.ts";

export type Drain = {
  events: number;
  accounts: number;
  seconds: number;
  /** Requests that Stripe answered meanwhile. */
  stripeReads: number;
  /** What was left, from second to second. */
  left: (readonly [atSeconds: number, events: number])[];
  /** Accounts whose subscription is not what Stripe has; none, or the drain was not worth its time. */
  wrong: number;
};

const lookEveryMs = 250;

/** A backlog as after a day without a worker, and one server that is started on it. */
export async function measureDrain(
  ground: Ground,
  subscribers: readonly Subscriber[],
  { looksPerSecond, signal }: { looksPerSecond: number; signal: AbortSignal },
): Promise<Drain> {
  await using pool = await openPool(ground.databaseUrl, 2);
  await pool.query("DELETE FROM webhook_event");
  const events = await storeBacklog(pool, subscribers);
  const before = await ground.stripeRequests();
  const left: [number, number][] = [[0, events]];
  const beganMs = performance.now();
  const server = await ground.serve({ looksPerSecond });
  const isServingMs = performance.now();
  try {
    for (let rest = events; rest > 0; ) {
      await pause(lookEveryMs, null, { signal });
      rest = await countLeft(pool);
      left.push([(performance.now() - isServingMs) / 1_000, rest]);
      if (performance.now() - beganMs > giveUpMs) throw new Error(`${rest} events are left.`);
    }
  } finally {
    await server.close();
  }
  return {
    events,
    accounts: subscribers.length,
    // From the start of the process: its first look is part of the drain.
    seconds: (left.at(-1)?.[0] ?? 0) + (isServingMs - beganMs) / 1_000,
    stripeReads: (await ground.stripeRequests()) - before,
    left,
    wrong: await countWrong(pool, subscribers),
  };
}

const giveUpMs = 240_000;

async function countLeft(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ left: number }>(
    "SELECT count(*)::int AS left FROM webhook_event WHERE processed_at IS NULL",
  );
  return rows[0]?.left ?? 0;
}

async function countWrong(pool: pg.Pool, subscribers: readonly Subscriber[]): Promise<number> {
  const { rows } = await pool.query<{ right: number }>(
    `SELECT count(*)::int AS right FROM customer JOIN subscription USING (account_id)
     WHERE stripe_customer_id = ANY ($1) AND status = 'active'`,
    [subscribers.map(({ customer }) => customer)],
  );
  return subscribers.length - (rows[0]?.right ?? 0);
}
