import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import type { Evidence } from "./evidence.ts";

/** What is asked first when something is broken: who did what to that account, and when. */
const tables = {
  checkouts: "SELECT * FROM checkout ORDER BY created_at",
  effects: "SELECT * FROM effect ORDER BY created_at",
  audit: "SELECT * FROM audit_event ORDER BY account_id, seq",
  events:
    "SELECT id, type, stripe_customer_id, created_at, received_at, processed_at, note, last_error FROM webhook_event ORDER BY received_at",
};

type Kept = { client: pg.Client; evidence: Evidence; logFolder: string };

/** Everything that a broken run knew, before its world goes: the nodes' logs, our rows, and both sides of each account. */
export async function keepEvidence(
  { client, evidence, logFolder }: Kept,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of (await readdir(logFolder)).filter((file) => file.endsWith(".log")))
    await cp(path.join(logFolder, name), path.join(folder, name));
  const rows: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(tables)) rows[name] = (await client.query(sql)).rows;
  await writeFile(path.join(folder, "evidence.json"), JSON.stringify({ evidence, rows }, null, 1));
}
