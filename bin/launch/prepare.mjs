// What has to be made before a command runs, made only when its inputs changed since it was made last.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { hashOf } from "./hash-of.mjs";
import { inRoot, installed, root, sentence } from "./places.mjs";

const lockfiles = ["pnpm-lock.yaml", "pnpm-workspace.yaml"];

const steps = {
  packages: {
    says: "Installing packages",
    // Inside node_modules, so that removing that folder forgets the stamp too.
    stamp: "node_modules/.idem-installed",
    inputs: lockfiles,
    command: ({ pnpm }) => [
      pnpm,
      "install",
      "--frozen-lockfile",
      "--config.confirm-modules-purge=false",
    ],
  },
  database: {
    says: "Generating the database client",
    stamp: "packages/postgres/src/generated/.idem-generated",
    inputs: ["prisma/schema.prisma", ...lockfiles],
    command: () => [installed("prisma"), "generate"],
  },
  web: {
    says: "Building the web app",
    stamp: "apps/web/dist/.idem-built",
    inputs: ["apps/web", "packages/client", "packages/domain", "packages/api", ...lockfiles],
    command: ({ pnpm }) => [pnpm, "--filter", "@idem/web", "build"],
  },
};

/** Brings the named steps up to date, in order; one start of this clone at a time. */
export function prepare(names, tools) {
  const isDue = (name) => stampOf(name) !== wanted(name);
  if (!names.some(isDue)) return;
  alone(() => {
    // Asked again step by step: another start may have done it, and an install changes what follows.
    for (const name of names.filter(isDue)) make(name, tools);
  });
}

function make(name, tools) {
  const { says, stamp, command } = steps[name];
  const before = wanted(name);
  const startedAt = Date.now();
  console.log(`${says} …`);
  const [file, ...args] = command(tools);
  const env = { ...tools.env, CI: "true", NO_COLOR: "1" };
  const result = spawnSync(file, args, { cwd: root, env, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (result.status !== 0) {
    const said = [result.stdout, result.stderr, result.error?.message].filter(Boolean).join("\n");
    throw sentence(`${said.trim()}\n${says} failed.`);
  }
  mkdirSync(path.dirname(inRoot(stamp)), { recursive: true });
  writeFileSync(inRoot(stamp), before);
  console.log(`${says} took ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

function wanted(name) {
  return hashOf(steps[name].inputs, `${process.platform}-${process.arch}`);
}

function stampOf(name) {
  const file = inRoot(steps[name].stamp);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function alone(work) {
  const lock = inRoot(".cache/preparing");
  mkdirSync(path.dirname(lock), { recursive: true });
  while (!take(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (!isAlive(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(lock) {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    // An empty file is being written at this moment.
    return pid === 0 || process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
