import { realpathSync } from "node:fs";
import { openCluster } from "./cluster.ts";
import { dataLocation } from "./data-location.ts";
import { databaseUser } from "./database-user.ts";
import { ensureDatabase } from "./ensure-database.ts";
import { freePort } from "./free-port.ts";
import { holdLock } from "./hold-lock.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { type Postmaster, startPostmaster } from "./postmaster.ts";
import { StartupRefusal } from "./startup-refusal.ts";
import { stopOrphan } from "./stop-orphan.ts";

export type EmbeddedPostgresOptions = {
  /** IDEM_HOME; the data belongs to it. */
  home: string;
  /** Default: a free one. */
  port?: number;
  /** For tests: a new database in a temporary folder, not written through to disk, gone after `stop`. */
  fast?: boolean;
  /** Called when the database ends without having been asked to. */
  onDeath?: (reason: string) => void;
};

export type EmbeddedPostgres = {
  /** Address of the database `idem`, with its superuser. */
  url: string;
  stop(): Promise<void>;
};

/**
 * Starts a real PostgreSQL on 127.0.0.1 whose data belongs to `home`. One process at a time; a database that a killed
 * process left running there is stopped first.
 *
 * @throws StartupRefusal with a sentence when it cannot: in use, made by another version, port taken.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { home, fast = false, onDeath = () => {} } = options;
  const user = databaseUser();
  const [binaries, location] = await Promise.all([
    postgresBinaries(user),
    dataLocation(home, user, fast),
  ]);
  const lock = await holdLock(realpathSync(location.folder));
  if (lock.is === "taken") {
    throw new StartupRefusal(
      `Another Idem (process ${lock.pid}) is using the database of ${home}: stop it, or set IDEM_HOME to another folder.`,
    );
  }
  const release = async () => {
    await lock.release();
    if (fast) await location.remove();
  };
  try {
    const cluster = await openCluster(location.folder, binaries, user);
    await stopOrphan(cluster.data);
    const start = (port: number): Promise<Postmaster> =>
      startPostmaster({ binary: binaries.postgres, data: cluster.data, user, fast, onDeath, port });
    const postmaster = await (options.port === undefined
      ? startOnAnyPort(start)
      : start(options.port));
    const url = `postgresql://idem:${cluster.password}@127.0.0.1:${postmaster.port}/idem`;
    const stop = async () => {
      await postmaster.stop();
      await release();
    };
    await ensureDatabase(url).catch(async (error: unknown) => {
      await postmaster.stop();
      throw error;
    });
    return { url, stop };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Somebody may take a free port before the database does: then another is tried. */
async function startOnAnyPort(start: (port: number) => Promise<Postmaster>): Promise<Postmaster> {
  const attempts = 5;
  for (let attempt = 1; attempt < attempts; attempt += 1) {
    const port = await freePort();
    try {
      return await start(port);
    } catch (error) {
      if (!(error instanceof StartupRefusal && error.message.includes(`port ${port}`))) throw error;
    }
  }
  return start(await freePort());
}
