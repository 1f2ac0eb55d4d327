import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import pg from "pg";
import { StartupRefusal } from "./startup-refusal.ts";

/** The oldest whose SQL this schema is written in. */
const oldestMajor = 15;

/**
 * Makes the database fit for this Idem: reachable, new enough, every migration applied. Safe when several processes do
 * it at once; the engine takes a lock.
 *
 * @throws StartupRefusal without the password of the address.
 */
export async function readyDatabase(url: string): Promise<void> {
  await refuseOld(url);
  const deploy = createRequire(import.meta.url).resolve("@idem/postgres/deploy");
  try {
    await promisify(execFile)(process.execPath, [deploy], { env: { DATABASE_URL: url } });
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new StartupRefusal(said === "" ? `The database could not be migrated: ${error}` : said);
  }
}

async function refuseOld(url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  const place = `${host}${pathname}`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const answer = await client.query<{ version: string }>(
      "SELECT current_setting('server_version') AS version",
    );
    const version = answer.rows[0]?.version ?? "0";
    if (Number.parseInt(version, 10) < oldestMajor) {
      throw new StartupRefusal(
        `The database at ${place} is PostgreSQL ${version}; Idem needs ${oldestMajor} or newer.`,
      );
    }
  } catch (error) {
    if (error instanceof StartupRefusal) throw error;
    throw new StartupRefusal(
      `The database at ${place} (DATABASE_URL) cannot be reached: ${reason(error)}.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** A refused connection to a name with two addresses has an empty message and its reasons inside. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(", ");
  return error instanceof Error ? error.message : String(error);
}
