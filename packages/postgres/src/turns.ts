import type { Ticket } from "@idem/billing";
import { z } from "zod";
import type { Sql } from "./in-one-commit.ts";
import { type Boss, givenUpQueue, turnQueue } from "./open-boss.ts";

/** What has gone through all its tries: everything that waited with this key when it was given up. */
export type GivenUp = { id: string; key: string; atMs: number };

export type Turns = {
  /** Sees to it, in the commit of `sql`, that there is a turn still to be taken for each key. */
  ask(keys: readonly string[], sql: Sql): Promise<void>;
  take(limit: number): Promise<Ticket[]>;
  /** These three settle one try: of a turn that somebody else has taken meanwhile they change nothing. */
  complete(ticket: Ticket): Promise<void>;
  fail(ticket: Ticket, error: string): Promise<void>;
  postpone(ticket: Ticket, sql: Sql): Promise<void>;
  takeGivenUp(): Promise<GivenUp[]>;
  settleGivenUp(given: readonly GivenUp[]): Promise<void>;
};

/**
 * One turn for each key waits in the queue; it is held by no more than one worker at a time, on all nodes together. Both
 * are pg-boss's: its policy `short`, and one job of a group at a time.
 */
export function createTurns(boss: Boss): Turns {
  async function insert(sql: Sql, tickets: readonly Asked[]): Promise<Set<string>> {
    const jobs = tickets.map(({ key, waits, afterSeconds }) => ({
      id: crypto.randomUUID(),
      data: { key, waits },
      singletonKey: key,
      group: { id: key },
      startAfter: afterSeconds,
    }));
    const inserted = await (await boss.started()).insert(turnQueue, jobs, {
      db: sql,
      returnId: true,
    });
    const ids = new Set(inserted);
    return new Set(jobs.filter(({ id }) => ids.has(id)).map(({ singletonKey }) => singletonKey));
  }

  return {
    // A turn that waits already answers this bell too, but only if it is not taken before the bell can be seen: so its
    // row is held until our commit. Where it has been taken meanwhile, there is room for the next one.
    ask: async (keys, sql) => {
      for (let open = [...new Set(keys)].toSorted(); open.length > 0; ) {
        const asked = await insert(sql, open.map(atOnce));
        const rest = open.filter((key) => !asked.has(key));
        const held = await hold(sql, rest);
        open = rest.filter((key) => !held.has(key));
      }
    },

    take: async (limit) => {
      const jobs = await (await boss.started()).fetch(turnQueue, {
        batchSize: limit,
        groupConcurrency: 1,
      });
      return z.array(turnJob).parse(jobs);
    },

    complete: async (ticket) => {
      await (await boss.started()).complete(turnQueue, attemptOf(ticket));
    },

    fail: async (ticket, error) => {
      await (await boss.started()).fail(turnQueue, attemptOf(ticket), { message: error });
    },

    // A new one, as the tries of this one are not to be used up.
    postpone: async ({ id, tries, key, waits }, sql) => {
      const afterSeconds = Math.min(2 ** waits, longestWaitSeconds);
      await insert(sql, [{ key, waits: waits + 1, afterSeconds }]);
      await (await boss.started()).complete(turnQueue, attemptOf({ id, tries }), null, { db: sql });
    },

    takeGivenUp: async () => {
      const jobs = await (await boss.started()).fetch(givenUpQueue, {
        batchSize: mostGivenUp,
        includeMetadata: true,
      });
      return z.array(givenUpJob).parse(jobs);
    },

    settleGivenUp: async (given) => {
      const ids = given.map(({ id }) => id);
      if (ids.length > 0) await (await boss.started()).complete(givenUpQueue, ids);
    },
  };
}

type Asked = { key: string; waits: number; afterSeconds: number };
const atOnce = (key: string): Asked => ({ key, waits: 0, afterSeconds: 0 });

/** Stripe is back: nobody waits for longer than this until they are looked at again. */
const longestWaitSeconds = 300;
const mostGivenUp = 100;

const attemptOf = ({ id, tries }: Pick<Ticket, "id" | "tries">) => ({ id, retryCount: tries });

/**
 * Which of these have a turn that waits, and keeps it from being taken until the commit: whoever takes one locks it, and
 * passes over what is locked. By the index of pg-boss's policy `short`.
 */
async function hold(sql: Sql, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const { rows } = await sql.executeSql(
    `SELECT singleton_key AS key FROM pgboss.job
     WHERE name = '${turnQueue}' AND state = 'created' AND policy = 'short' AND COALESCE(singleton_key, '') = ANY ($1)
     FOR KEY SHARE`,
    [keys],
  );
  return new Set(
    z
      .array(z.object({ key: z.string() }))
      .parse(rows)
      .map(({ key }) => key),
  );
}

const asked = z.object({ key: z.string(), waits: z.int() });

const turnJob = z
  .object({ id: z.string(), retryCount: z.int(), data: asked })
  .transform(({ id, retryCount, data }): Ticket => ({ id, tries: retryCount, ...data }));

const givenUpJob = z
  .object({ id: z.string(), data: asked, createdOn: z.date() })
  .transform(({ id, data, createdOn }) => ({ id, key: data.key, atMs: createdOn.getTime() }));
