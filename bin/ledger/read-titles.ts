import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export type Title = { file: string; name: string };

/** The titles of every test, as vitest reads them from the files without running any. */
export function readTitles(root: string): Title[] {
  const folder = mkdtempSync(path.join(tmpdir(), "idem-ledger-"));
  const answer = path.join(folder, "titles.json");
  try {
    const vitest = path.join(root, "node_modules/.bin/vitest");
    const listed = spawnSync(vitest, ["list", "--static-parse", `--json=${answer}`], {
      cwd: root,
      encoding: "utf8",
    });
    if (listed.status !== 0) throw new Error(`vitest list failed: ${listed.stderr}`);
    return toTitles(JSON.parse(readFileSync(answer, "utf8")), root);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function toTitles(listed: unknown, root: string): Title[] {
  if (!Array.isArray(listed)) throw new Error("vitest list answers a list.");
  return listed.map((one: unknown) => {
    const isTest = typeof one === "object" && one !== null && "file" in one && "name" in one;
    if (!isTest || typeof one.file !== "string" || typeof one.name !== "string")
      throw new Error("vitest lists tests with their file and name.");
    return { file: path.relative(root, one.file), name: one.name };
  });
}
