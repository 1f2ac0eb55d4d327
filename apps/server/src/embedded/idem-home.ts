import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { holdLock } from "./hold-lock.ts";
import { StartupRefusal } from "./startup-refusal.ts";

/** The folder where this machine keeps what belongs to one Idem, held for this process. */
export type IdemHome = { folder: string; secrets: LocalSecrets; release(): Promise<void> };

export type LocalSecrets = { authSecret: string; webhookSecret: string };

/**
 * Opens IDEM_HOME and holds it. Secrets that nobody set are made once and kept there, readable by their owner only.
 *
 * @throws StartupRefusal when another process has it, a newer Idem wrote it, or it cannot be written.
 */
export async function openIdemHome(folder: string, version: string): Promise<IdemHome> {
  await makeFolder(folder);
  const lock = await holdLock(folder);
  if (lock.is === "taken") {
    throw new StartupRefusal(
      `Another Idem (process ${lock.pid}) is using ${folder}: stop it, or set IDEM_HOME to another folder.`,
    );
  }
  try {
    await refuseNewer(path.join(folder, "version"), version);
    const secrets = await keptSecrets(path.join(folder, "secrets.json"));
    return { folder, secrets, release: lock.release };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function makeFolder(folder: string): Promise<void> {
  // Root's database runs as another user, who must pass through; what is secret inside has modes of its own.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    await mkdir(folder, { recursive: true, mode });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupRefusal(`IDEM_HOME cannot be used (${reason}): set it to a folder of yours.`);
  }
}

async function refuseNewer(file: string, ours: string): Promise<void> {
  const theirs = (await readFile(file, "utf8").catch(() => "0.0.0")).trim();
  if (theirs === ours) return;
  if (compareVersions(theirs, ours) > 0) {
    throw new StartupRefusal(
      `The data in ${path.dirname(file)} was written by a newer Idem (${theirs}) than this one (${ours}): start that one, or set IDEM_HOME to another folder.`,
    );
  }
  await writeFile(file, `${ours}\n`);
}

function compareVersions(left: string, right: string): number {
  return left.localeCompare(right, "en", { numeric: true });
}

const secretsShape = z.object({ authSecret: z.string().min(32), webhookSecret: z.string().min(1) });

async function keptSecrets(file: string): Promise<LocalSecrets> {
  const kept = await readFile(file, "utf8").catch(() => null);
  if (kept !== null) return parseSecrets(file, kept);
  const random = () => randomBytes(32).toString("base64url");
  const made = { authSecret: random(), webhookSecret: `whsec_${random()}` };
  await writeFile(file, JSON.stringify(made), { mode: 0o600, flag: "wx" });
  return made;
}

function parseSecrets(file: string, text: string): LocalSecrets {
  try {
    return secretsShape.parse(JSON.parse(text));
  } catch {
    throw new StartupRefusal(`${file} is damaged: remove it, and everybody signs in again.`);
  }
}
