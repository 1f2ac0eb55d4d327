import type pg from "pg";
import { PgBoss } from "pg-boss";
import { withConnection } from "./in-one-commit.ts";

export const [turnQueue, givenUpQueue] = ["webhook-turns", "webhook-turns-given-up"];

export type Boss = {
  /** Started when it is first needed, and started again while that fails: a node comes up before its database. */
  started(): Promise<PgBoss>;
  stop(): Promise<void>;
};

/**
 * pg-boss on our own pool, in a schema of its own, `pgboss`, which it makes and upgrades when it starts; any number of
 * processes may do so at once. Calls `onError` with what goes wrong in its background work.
 */
export function openBoss(pool: pg.Pool, onError: (error: Error) => void): Boss {
  let starting: Promise<PgBoss> | null = null;
  const started = () => {
    starting ??= start(pool, onError).catch((error: unknown) => {
      starting = null;
      throw error;
    });
    return starting;
  };
  return {
    started,
    stop: async () => {
      const boss = await starting?.catch(() => null);
      await boss?.stop({ graceful: false });
    },
  };
}

async function start(pool: pg.Pool, onError: (error: Error) => void): Promise<PgBoss> {
  const boss = new PgBoss({
    // Some of its texts begin and end a transaction by themselves; one that fails half-way must not leave it open.
    db: {
      executeSql: (text, values) => withConnection(pool, (sql) => sql.executeSql(text, values)),
    },
    schema: "pgboss",
    // Nothing of ours runs by the clock on one node only (see decision 0023).
    schedule: false,
    monitorVacuum: false,
    // How long a dead worker's turn goes unnoticed, at most; one node at a time looks.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    maintenanceIntervalSeconds: 60,
    flowIntervalSeconds: 3_600,
  });
  boss.on("error", onError);
  try {
    await boss.start();
    await boss.createQueue(givenUpQueue, { ...kept, retryLimit: 1_000, expireInSeconds: 60 });
    await boss.createQueue(turnQueue, { policy: "short", deadLetter: givenUpQueue });
    await boss.updateQueue(turnQueue, { ...kept, ...tries });
    // Adds nothing: it reads what it must know of the queue, which it would else do in the middle of a commit of ours.
    await boss.insert(turnQueue, []);
    return boss;
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
}

/** A turn that nobody takes is kept for a year; one that is over is of no interest: its events say what came of them. */
const kept = { retentionSeconds: 365 * 24 * 3_600, deleteAfterSeconds: 60 };

/**
 * A worker is taken for dead after 5 s: far longer than a look takes, and no harm if it is not dead. A turn that fails is
 * tried 12 times more, after 1 to 2 s, then twice as long each time, at most 10 min: it is given up within an hour.
 */
const tries = {
  expireInSeconds: 5,
  retryLimit: 12,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 600,
};
