import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { access, chown, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { DatabaseUser } from "./database-user.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { StartupRefusal } from "./startup-refusal.ts";

/** A data folder that this PostgreSQL can open, and the password of its superuser. */
export type Cluster = { data: string; password: string };

/**
 * Opens the data folder in `folder`, or makes it. It is made under another name and renamed, so a start that was
 * killed in the middle leaves nothing that looks finished.
 */
export async function openCluster(
  folder: string,
  binaries: PostgresBinaries,
  user: DatabaseUser,
): Promise<Cluster> {
  const data = path.join(folder, "data");
  const passwordFile = path.join(folder, "password");
  if (!(await exists(data))) {
    await writeFile(passwordFile, randomBytes(24).toString("hex"), { mode: 0o600 });
    if (user !== null) await chown(passwordFile, user.uid, user.gid);
    await initialise(data, { passwordFile, binaries, user });
  }
  await refuseOtherVersion(data, binaries);
  return { data, password: (await readFile(passwordFile, "utf8")).trim() };
}

type Making = { passwordFile: string; binaries: PostgresBinaries; user: DatabaseUser };

async function initialise(data: string, { passwordFile, binaries, user }: Making): Promise<void> {
  const draft = `${data}.making`;
  await rm(draft, { recursive: true, force: true });
  const options = ["--username=idem", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"];
  const initdb = spawn(
    binaries.initdb,
    [`--pgdata=${draft}`, `--pwfile=${passwordFile}`, "--no-instructions", ...options],
    { cwd: "/", env: { PATH: "/usr/bin:/bin", LC_ALL: "C" }, ...user },
  );
  let said = "";
  initdb.stdout.resume();
  initdb.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve, reject) =>
    initdb.on("close", resolve).on("error", reject),
  );
  if (code !== 0) {
    throw new StartupRefusal(`The database folder ${data} could not be made: ${said.trim()}`);
  }
  await rename(draft, data);
}

async function refuseOtherVersion(data: string, { majorVersion }: PostgresBinaries): Promise<void> {
  const made = Number(await readFile(path.join(data, "PG_VERSION"), "utf8"));
  if (made === majorVersion) return;
  const age = made > majorVersion ? "a newer" : "an older";
  throw new StartupRefusal(
    `The data folder ${data} was made by ${age} PostgreSQL (${made}) than this Idem brings (${majorVersion}): start the Idem that made it, or set IDEM_HOME to another folder.`,
  );
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
