import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "@idem/server/embedded-postgres";
import pg from "pg";
import { deployTables } from "../world/deploy-tables.ts";

export type ChaosDatabase = {
  /** Where it listens now: another port after each restart. */
  url(): string;
  port(): number;
  /** What `pg_ctl restart -m immediate` does: every process of it ends at once, then it recovers from its log. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/**
 * A PostgreSQL of this run's own in a temporary folder, migrated. A commit waits until it is in the log, unlike in the one
 * of the tests: a restart must lose nothing that was committed. It does not wait for the disk: what ends here are
 * processes, not the machine, and recovery would otherwise take seconds to write through what it never lost.
 */
export async function startChaosDatabase(): Promise<ChaosDatabase> {
  const home = path.join(tmpdir(), `idem-chaos-${randomUUID()}`);
  // Root's database runs as another user, who must pass through.
  await mkdir(home, { mode: 0o711 });
  const dead: { resolve: (reason: string) => void } = { resolve: () => {} };
  const start = () => startEmbeddedPostgres({ home, onDeath: (reason) => dead.resolve(reason) });
  let running = await start();
  const close = async () => {
    await running.stop();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await deployTables(running.url);
    const data = await prepareCluster(running.url);
    return {
      url: () => running.url,
      port: () => Number(new URL(running.url).port),
      restart: async () => {
        const [pid] = (await readFile(path.join(data, "postmaster.pid"), "utf8")).split("\n");
        const gone = Promise.withResolvers<string>();
        dead.resolve = gone.resolve;
        process.kill(Number(pid), "SIGQUIT");
        await gone.promise;
        await running.stop();
        running = await start();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Settings of the whole cluster, which its restarts keep; answers its folder. */
async function prepareCluster(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("ALTER SYSTEM SET fsync = off");
    await client.query("SELECT pg_reload_conf()");
    const { rows } = await client.query<{ folder: string }>(
      "SELECT current_setting('data_directory') AS folder",
    );
    return rows[0]?.folder ?? "";
  } finally {
    await client.end();
  }
}
