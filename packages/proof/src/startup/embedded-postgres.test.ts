import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, readlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { startEmbeddedPostgres } from "@idem/server/embedded-postgres";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newHome } from "./idem-process.ts";

let place: Awaited<ReturnType<typeof newHome>>;
let data: string;

beforeEach(async () => {
  place = await newHome();
  const { url, stop } = await startEmbeddedPostgres({ home: place.home });
  await query(url, "CREATE TABLE kept (what text); INSERT INTO kept VALUES ('it')");
  await stop();
  const note = await readFile(path.join(place.home, "postgres-location"), "utf8").catch(() => null);
  data = path.join(note?.trim() ?? path.join(place.home, "postgres"), "data");
});

afterEach(() => place.remove());

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function expectTheSameData(): Promise<void> {
  const { url, stop } = await startEmbeddedPostgres({ home: place.home });
  try {
    expect(await query(url, "SELECT what FROM kept")).toEqual([{ what: "it" }]);
  } finally {
    await stop();
  }
}

/** A process that starts the database and stays. */
async function startElsewhere(): Promise<ChildProcess> {
  const module = new URL(import.meta.resolve("@idem/server/embedded-postgres")).href;
  const code = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    await startEmbeddedPostgres({ home: ${JSON.stringify(place.home)} });
    console.log("up");`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout !== null) await once(child.stdout, "data");
  return child;
}

/** The processes whose parent is `pid` (Linux). */
async function childrenOf(pid: number | undefined): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.trim().split(" ").map(Number);
}

async function serversIn(folder: string): Promise<number[]> {
  const pids = (await readdir("/proc")).map(Number).filter(Number.isInteger);
  const found = await Promise.all(
    pids.map(async (pid) => [pid, await readlink(`/proc/${pid}/cwd`).catch(() => "")] as const),
  );
  return found.filter(([, cwd]) => cwd === folder).map(([pid]) => pid);
}

test("a pid file that names a living stranger is stale", async () => {
  const lines = [process.pid, data, 0, 1, "", "", "", "ready"];
  await writeFile(path.join(data, "postmaster.pid"), lines.join("\n"));
  await expectTheSameData();
});

test("a database left running by kill -9 is found and stopped", async () => {
  const owner = await startElsewhere();
  const [orphan] = await serversIn(data);
  // Kills the watching shell too, so that nobody is left to stop the database.
  for (const pid of await childrenOf(owner.pid)) {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
    if (command.startsWith("/bin/sh")) process.kill(pid, "SIGKILL");
  }
  owner.kill("SIGKILL");
  await once(owner, "exit");
  expect(await serversIn(data)).toContain(orphan);
  await expectTheSameData();
  expect(await serversIn(data)).toEqual([]);
});

test("a data folder in use is refused with the pid of its user", async () => {
  const owner = await startElsewhere();
  await expect(startEmbeddedPostgres({ home: place.home })).rejects.toThrow(
    `Another Idem (process ${owner.pid})`,
  );
  owner.kill("SIGKILL");
  await once(owner, "exit");
  await expectTheSameData();
});

test("a data folder of a newer PostgreSQL is refused in one sentence", async () => {
  await writeFile(path.join(data, "PG_VERSION"), "99\n");
  await expect(startEmbeddedPostgres({ home: place.home })).rejects.toThrow(
    /made by a newer PostgreSQL \(99\)/,
  );
});
