import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { createCrm } from "./create-crm.ts";
import { createJournal } from "./create-journal.ts";
import type { ContactPorts } from "./ensure-contact.ts";

export type Contacts = { ports: ContactPorts; close(): Promise<void> };

/** The parts, put together: a database, the CRM, and the exactly-once step between them. Makes its tables. */
export async function openContacts({
  databaseUrl,
  crmUrl,
}: {
  databaseUrl: string;
  crmUrl: string;
}): Promise<Contacts> {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  await pool.query(await readFile(path.join(import.meta.dirname, "journal.sql"), "utf8"));
  return {
    ports: { journal: createJournal(pool), gateway: createCrm(crmUrl), pause: (ms) => pause(ms) },
    close: () => pool.end(),
  };
}
