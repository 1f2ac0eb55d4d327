import type pg from "pg";

/** A pool whose commits wait until they are let go: everything before is done, and nobody else can see it. */
export function holdCommits(pool: pg.Pool): {
  pool: pg.Pool;
  reached: Promise<void>;
  release(): void;
} {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const held = (client: pg.PoolClient): pg.PoolClient =>
    standIn(client, "query", async (query: pg.QueryConfig) => {
      if (query.text === "COMMIT") {
        reached.resolve();
        await released.promise;
      }
      return client.query(query);
    });
  const connect = async () => held(await pool.connect());
  return {
    pool: standIn(pool, "connect", connect),
    reached: reached.promise,
    release: released.resolve,
  };
}

/** The same object, but for one method. */
const standIn = <T extends object>(object: T, method: keyof T, work: unknown): T =>
  new Proxy(object, {
    get: (target, name) => {
      if (name === method) return work;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
