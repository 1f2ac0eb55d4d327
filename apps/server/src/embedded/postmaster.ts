import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { DatabaseUser } from "./database-user.ts";
import { StartupRefusal } from "./startup-refusal.ts";

export type PostmasterOptions = {
  binary: string;
  data: string;
  user: DatabaseUser;
  port: number;
  fast: boolean;
  onDeath: (reason: string) => void;
};

export type Postmaster = { port: number; stop(): Promise<void> };

/** 200 connections serve every test file and several server processes at once. */
const settings = {
  listen_addresses: "127.0.0.1",
  // No socket file: its path may not be longer than 107 bytes, and a home's may.
  unix_socket_directories: "",
  max_connections: "200",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
};

/** For tests: nothing has to survive a power cut. */
const fastSettings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** Recovery after a crash replays the log; it has been seen to take seconds, never minutes, at this size. */
const patienceMs = 60_000;

/**
 * Starts the server and waits until it takes connections. It gets its own process group: Ctrl-C reaches Idem first,
 * which finishes its requests before it stops the database.
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { binary, data, user, port, fast, onDeath } = options;
  const flags = Object.entries({ ...settings, ...(fast ? fastSettings : {}) });
  const logFile = path.join(data, "..", "postgres.log");
  const log = openSync(logFile, "a", 0o600);
  const logStart = statSync(logFile).size;
  const server = spawn(
    binary,
    [
      "-D",
      data,
      "-p",
      String(port),
      ...flags.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      cwd: "/",
      detached: true,
      env: { PATH: "/usr/bin:/bin", LC_ALL: "C" },
      stdio: ["ignore", log, log],
      ...user,
    },
  );
  closeSync(log);
  const said = () => readFileSync(logFile).subarray(logStart).toString("utf8");
  await ready(server, data, () => refusal(port, data, said()));

  let isAsked = false;
  const guard = endWithUs(server, fast ? path.dirname(data) : "");
  server.once("exit", (code, signal) => {
    guard.kill("SIGKILL");
    if (!isAsked) onDeath(`The database ended (${signal ?? code}); its log is ${logFile}.`);
  });
  return {
    port,
    stop: async () => {
      isAsked = true;
      await end(server);
    },
  };
}

async function ready(server: ChildProcess, data: string, why: () => StartupRefusal): Promise<void> {
  let isGone = false;
  server.once("exit", () => {
    isGone = true;
  });
  server.once("error", () => {
    isGone = true;
  });
  const until = Date.now() + patienceMs;
  while (!isReady(data, server.pid)) {
    if (isGone) throw why();
    if (Date.now() > until) {
      server.kill("SIGQUIT");
      throw why();
    }
    await wait(15);
  }
}

/** The server notes its state in the eighth line of its pid file, where `pg_ctl` reads it too. */
function isReady(data: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n");
    return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
  } catch {
    return false;
  }
}

function refusal(port: number, data: string, said: string): StartupRefusal {
  if (said.includes("Address already in use") || said.includes("could not bind")) {
    return new StartupRefusal(`The database cannot have port ${port}: something else is using it.`);
  }
  const fatal = /(?:FATAL|PANIC):\s+(.*)/.exec(said)?.[1] ?? said.trim();
  return new StartupRefusal(`The database in ${data} did not start: ${fatal}`);
}

/** Stops the database; waits for its end where a folder is to be removed. */
const guardScript = `
read -r _
kill -INT "$1"
[ -n "$2" ] || exit
while kill -0 "$1" 2>/dev/null; do sleep 0.1; done
rm -rf "$2"`;

/** When this process is killed, its end of the pipe closes and the shell does what we would have done. */
function endWithUs(server: ChildProcess, temporaryFolder: string): ChildProcess {
  const args = ["-c", guardScript, "sh", String(server.pid), temporaryFolder];
  const guard = spawn("/bin/sh", args, { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  guard.on("error", () => {});
  guard.unref();
  guard.stdin?.on("error", () => {});
  return guard;
}

/** SIGINT cuts the connections and writes everything down; after ten seconds the log alone has to do. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, "exit");
  server.kill("SIGINT");
  const timer = setTimeout(() => server.kill("SIGQUIT"), 10_000);
  await gone;
  clearTimeout(timer);
}
