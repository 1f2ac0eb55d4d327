import path from "node:path";
import { startEmbeddedPostgres } from "@idem/server/embedded-postgres";
import { deployTables } from "../world/deploy-tables.ts";

const root = path.join(import.meta.dirname, "../../../..");

/** The database that DATABASE_URL names, as a running `npm start` notes it, or else that one's own, started for this; migrated. */
export async function openLargeDatabase(
  env: Record<string, string | undefined>,
): Promise<{ url: string } & AsyncDisposable> {
  const given = env["DATABASE_URL"];
  const home = path.resolve(root, env["IDEM_HOME"] ?? ".idem");
  const server = given
    ? { url: given, stop: async () => {} }
    : await startEmbeddedPostgres({ home });
  await deployTables(server.url);
  return { url: server.url, [Symbol.asyncDispose]: server.stop };
}
