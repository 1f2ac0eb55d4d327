import { spawnSync } from "node:child_process";
import path from "node:path";

export type Title = { file: string; name: string };

/** The titles of every test, as vitest reads them from the files without running any. */
export function readTitles(root: string): Title[] {
  const vitest = path.join(root, "node_modules/.bin/vitest");
  const listed = spawnSync(vitest, ["list", "--static-parse", "--json"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (listed.status !== 0) throw new Error(`vitest list failed: ${listed.stderr}`);
  const parsed: unknown = JSON.parse(listed.stdout.slice(listed.stdout.indexOf("[")));
  if (!Array.isArray(parsed)) throw new Error("vitest list answers a list.");
  return parsed.map((one: unknown) => {
    if (typeof one !== "object" || one === null) throw new Error("vitest lists objects.");
    const { file, name } = { file: "", name: "", ...one };
    return { file: path.relative(root, file), name };
  });
}
