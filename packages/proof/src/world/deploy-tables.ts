import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const deploy = path.join(import.meta.dirname, "../../../postgres/engine/deploy.mjs");

/** Brings all tables to a database, as a deployment does it. */
export async function deployTables(databaseUrl: string): Promise<void> {
  await promisify(execFile)(process.execPath, [deploy], { env: { DATABASE_URL: databaseUrl } });
}
