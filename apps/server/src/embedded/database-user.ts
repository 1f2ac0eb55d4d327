import { execFileSync, spawnSync } from "node:child_process";
import { StartupRefusal } from "./startup-refusal.ts";

/** Whom the database runs as; `null` is ourselves. */
export type DatabaseUser = { uid: number; gid: number } | null;

/**
 * PostgreSQL refuses to run as root. An ordinary user runs it as themselves; root runs it as the system user
 * `postgres`, which is made when it is missing.
 */
export function databaseUser(): DatabaseUser {
  if (process.getuid?.() !== 0) return null;
  const user = lookUp() ?? make();
  if (user === null) {
    throw new StartupRefusal(
      "PostgreSQL does not run as root and no system user `postgres` could be made: start Idem as an ordinary user, or set DATABASE_URL.",
    );
  }
  return user;
}

/** Whether that user can enter the folder: every folder above it must let them through. */
export function canEnter(user: DatabaseUser, folder: string): boolean {
  const shell = spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], {
    cwd: "/",
    stdio: "ignore",
    ...user,
  });
  return shell.status === 0;
}

function lookUp(): DatabaseUser {
  const id = (flag: string) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: "pipe" }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return null;
  }
}

function make(): DatabaseUser {
  const options = ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false"];
  spawnSync("useradd", [...options, "postgres"], { stdio: "ignore" });
  // Looked up again whatever it said: another start may have made the user a moment earlier.
  return lookUp();
}
