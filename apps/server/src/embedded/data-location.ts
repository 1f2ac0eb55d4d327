import { randomUUID } from "node:crypto";
import { chown, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { canEnter, type DatabaseUser } from "./database-user.ts";
import { sharedFolder } from "./postgres-binaries.ts";

/** Where the database of one IDEM_HOME lives. `folder` belongs to the database user and holds `data` and the log. */
export type DataLocation = { folder: string; remove(): Promise<void> };

/**
 * Finds or makes the folder of the database. It is `postgres` inside the home, unless root's `postgres` user cannot
 * get there (a home in a private folder): then it is a folder of root's own, and the home keeps a note of where, so
 * that it is found again even when the home is moved. A database for tests is always a new temporary folder.
 */
export async function dataLocation(
  home: string,
  user: DatabaseUser,
  isTemporary: boolean,
): Promise<DataLocation> {
  const folder = isTemporary
    ? path.join(canEnter(user, tmpdir()) ? tmpdir() : sharedFolder, `idem-postgres-${randomUUID()}`)
    : await lastingFolder(home, user);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (user !== null) await chown(folder, user.uid, user.gid);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function lastingFolder(home: string, user: DatabaseUser): Promise<string> {
  const note = path.join(home, "postgres-location");
  const noted = (await readFile(note, "utf8").catch(() => "")).trim();
  if (noted !== "") return noted;
  await mkdir(home, { recursive: true });
  if (canEnter(user, home)) return path.join(home, "postgres");
  const elsewhere = path.join(sharedFolder, "data", randomUUID());
  await mkdir(path.dirname(elsewhere), { recursive: true, mode: 0o755 });
  await writeFile(note, `${elsewhere}\n`, { mode: 0o600 });
  return elsewhere;
}
