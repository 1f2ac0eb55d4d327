import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { startEmbeddedPostgres } from "@idem/server/embedded-postgres";

const root = path.join(import.meta.dirname, "../../../..");
const deploy = path.join(root, "packages/postgres/engine/deploy.mjs");

/** The database that DATABASE_URL names, as a running `npm start` notes it, or else that one's own, started for this; migrated. */
export async function openLargeDatabase(
  env: Record<string, string | undefined>,
): Promise<{ url: string } & AsyncDisposable> {
  const given = env["DATABASE_URL"];
  const home = path.resolve(root, env["IDEM_HOME"] ?? ".idem");
  const server = given
    ? { url: given, stop: async () => {} }
    : await startEmbeddedPostgres({ home });
  await promisify(execFile)(process.execPath, [deploy], { env: { DATABASE_URL: server.url } });
  return { url: server.url, [Symbol.asyncDispose]: server.stop };
}
