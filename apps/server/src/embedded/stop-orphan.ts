import { execFileSync } from "node:child_process";
import { readFile, readlink, realpath, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { StartupRefusal } from "./startup-refusal.ts";

/** PostgreSQL ends within this on SIGINT, which cuts its connections; then it is told to drop everything. */
const patienceMs = 10_000;

/**
 * A server killed with -9 leaves its database running, or dead with its pid file. Whoever holds the lock of the data
 * folder may call this: what still runs there is stopped, and the pid file of something gone is removed. A pid is
 * believed only if that process is a PostgreSQL in this very folder, because pids are used again.
 */
export async function stopOrphan(data: string): Promise<void> {
  const pidFile = path.join(data, "postmaster.pid");
  const pid = Number((await readFile(pidFile, "utf8").catch(() => "")).split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 1) return rm(pidFile, { force: true });
  const isOrphan = () => isPostgresIn(pid, data);
  if (!(await isOrphan())) return rm(pidFile, { force: true });
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    send(pid, signal);
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      if (!(await isOrphan())) return;
      await wait(25);
    }
  }
  throw new StartupRefusal(
    `A PostgreSQL (process ${pid}) still runs on ${data} and does not stop.`,
  );
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return;
    throw new StartupRefusal(
      `A PostgreSQL (process ${pid}) of another user runs on this IDEM_HOME.`,
    );
  }
}

async function isPostgresIn(pid: number, data: string): Promise<boolean> {
  if (process.platform === "linux") {
    // The server changes into its data folder and says so in its title's arguments.
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => "");
    return command.includes("postgres") && folder === (await realpath(data));
  }
  try {
    const command = execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(data);
  } catch {
    return false;
  }
}
