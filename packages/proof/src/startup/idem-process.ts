import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { listen } from "../world/listen.ts";

const start = path.join(import.meta.dirname, "../../../../apps/server/src/start.ts");

/** What a start said until it was ready or over. `code` is null while it runs. */
export type Started = { child: ChildProcess; said: string; code: number | null };

/** Runs what `npm start` runs, until it prints that it is ready or ends. */
export async function startIdem(env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [start], {
    env: {
      PATH: process.env["PATH"] ?? "",
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? "",
      PORT: "0",
      LOCAL_STRIPE_PORT: "0",
      LOCAL_MAILBOX_PORT: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const isReady = new Promise<null>((resolve) => {
    const hear = (text: string) => {
      said += text;
      if (said.includes("Idem is ready at")) resolve(null);
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
  });
  const isOver = once(child, "close").then(() => child.exitCode);
  const code = await Promise.race([isReady, isOver]);
  return { child, said, code };
}

/** Ends it with the signal and answers its exit code; null when the signal itself ended it. */
export async function endIdem(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const isOver = once(child, "exit");
  child.kill(signal);
  await isOver;
  return child.exitCode;
}

/** A new folder, private to its user as `mktemp -d` makes it, with a space in its name. */
export async function newHome(): Promise<{ home: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), "idem-start-"));
  const home = path.join(folder, "a home");
  const remove = async () => {
    // Root's database of a private home lies elsewhere, and the home says where.
    const note = await readFile(path.join(home, "postgres-location"), "utf8").catch(() => null);
    for (const place of [note?.trim(), folder]) {
      if (place !== undefined) await rm(place, { recursive: true, force: true });
    }
  };
  return { home, remove };
}

/** Takes a port and keeps it until `free` is called. */
export async function takePort(): Promise<{ port: number; free(): void }> {
  const server = createServer();
  return { port: await listen(server), free: () => server.close() };
}
