// Node 24 and pnpm 12: the ones that are here if they fit, else pinned ones from npm, found once and remembered.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inRoot, root, sentence } from "./places.mjs";

const pinned = { node: "24.21.0", pnpm: "12.21.0" };
const memory = inRoot(".cache/toolchain.json");

/** Paths of `node` and `pnpm`, and an environment in which both are found by name. */
export function toolchain() {
  const found = recall() ?? remember(present() ?? fetched());
  const folders = [path.dirname(found.node), path.dirname(found.pnpm)];
  const PATH = [...new Set(folders), process.env.PATH].join(path.delimiter);
  // What Node has compiled once, types taken out, is not compiled again by the next of a hundred processes.
  const NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? inRoot(".cache/node");
  return { ...found, env: { ...process.env, PATH, NODE_COMPILE_CACHE } };
}

function recall() {
  try {
    const known = JSON.parse(readFileSync(memory, "utf8"));
    const isUsable =
      known.pinned === JSON.stringify(pinned) && existsSync(known.node) && existsSync(known.pnpm);
    return isUsable ? known : null;
  } catch {
    return null;
  }
}

function remember(found) {
  const known = { ...found, pinned: JSON.stringify(pinned) };
  mkdirSync(path.dirname(memory), { recursive: true });
  writeFileSync(memory, JSON.stringify(known));
  return known;
}

function present() {
  if (Number(process.versions.node.split(".")[0]) < 24) return null;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const pnpm = folders.map((folder) => path.join(folder, "pnpm")).find(existsSync);
  if (pnpm === undefined) return null;
  const version = spawnSync(pnpm, ["--version"], { cwd: root, encoding: "utf8" }).stdout ?? "";
  return version.startsWith("12.") ? { node: process.execPath, pnpm } : null;
}

function fetched() {
  console.log(`Fetching Node ${pinned.node} and pnpm ${pinned.pnpm} from npm …`);
  // The shell that npx starts says where it put them; nothing of ours is in its command, so nothing needs quoting.
  const where = 'node -p "process.execPath"; command -v pnpm';
  const packages = Object.entries(pinned).flatMap(([name, version]) => [
    "-p",
    `${name}@${version}`,
  ]);
  const npx = spawnSync("npx", ["--yes", "--loglevel=error", ...packages, "-c", where], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, npm_config_update_notifier: "false" },
  });
  const [node, pnpm] = (npx.stdout ?? "").trim().split("\n").slice(-2);
  if (npx.status !== 0 || !node || !pnpm) {
    const said = npx.stderr?.trim() || npx.error?.message || "npx ended without a word";
    throw sentence(
      `Node ${pinned.node} and pnpm ${pinned.pnpm} could not be fetched from npm: ${said}`,
    );
  }
  return { node, pnpm };
}
