// Every command: what it needs prepared, and the processes it is made of.
import { existsSync } from "node:fs";
import path from "node:path";
import { inRoot, installed } from "./places.mjs";

const start = inRoot("apps/server/src/start.ts");
const script =
  (file, ...before) =>
  (args, { node }) => [{ file: node, args: [inRoot(file), ...before, ...args] }];
const tool =
  (name, ...before) =>
  (args) => [{ file: installed(name), args: [...before, ...args] }];

const home = process.env["IDEM_HOME"] ?? inRoot(".idem");
const noted = `--env-file-if-exists=${path.join(home, "commands.env")}`;

const rooms = ["packages", "apps", "examples"].filter((place) => existsSync(inRoot(place)));

const web = { file: installed("vite"), args: [], cwd: inRoot("apps/web") };

export const commands = {
  start: {
    needs: ["packages", "database", "web"],
    processes: (args, { node }) => [{ file: node, args: [start, ...args], isServer: true }],
  },
  dev: {
    needs: ["packages", "database"],
    processes: (args, { node }) => [
      { file: node, args: ["--watch", "--watch-preserve-output", start, ...args], isServer: true },
      web,
    ],
  },
  test: { needs: ["packages", "database", "web"], processes: tool("vitest", "run") },
  prisma: { needs: ["packages"], processes: tool("prisma") },
  "db:structure": { needs: ["packages"], processes: script("bin/structure/main.ts") },
  "db:drift": { needs: ["packages"], processes: script("bin/structure/main.ts", "--check") },
  seed: { needs: ["packages", "database"], processes: script("apps/server/src/seed.ts") },
  /** Many subscriptions, to see how the admins' list bears them: beside `npm start`, in its database. */
  "seed:large": {
    needs: ["packages", "database"],
    processes: (args, { node }) => [
      { file: node, args: [noted, inRoot("packages/proof/src/large-list/seed-large.ts"), ...args] },
    ],
  },
  /** How long each question to that list takes, beside the same SQL without us. */
  "bench:list": {
    needs: ["packages", "database"],
    processes: script("packages/proof/src/large-list/bench-list.ts"),
  },
  contract: { needs: ["packages"], processes: script("packages/proof/src/contract/main.ts") },
  /** Beside the usual ways of doing it; fails where a promise is not kept, and tells where a speed is not. */
  bench: {
    needs: ["packages", "database"],
    processes: script("packages/proof/src/bench/main.ts"),
  },
  /** Breaks everything while people buy, and shows that nobody is charged twice; `--help` says what else it proves. */
  prove: {
    needs: ["packages", "database"],
    processes: script("packages/proof/src/prove/main.ts"),
  },
  /** The pictures of the documentation, taken of a product that runs: `npm run pictures -- http://localhost:3000`. */
  pictures: { needs: ["packages"], processes: script("packages/proof/src/pictures/main.ts") },
  /** On what `npm start` runs here, or on the deployment that the environment names. */
  doctor: {
    needs: ["packages", "database"],
    processes: (args, { node }) => [
      { file: node, args: [noted, inRoot("apps/cli/src/main.ts"), "doctor", ...args] },
    ],
  },
  /** Makes a mess of a Stripe account, and has the doctor clean it up. */
  mess: {
    needs: ["packages", "database"],
    processes: script("packages/proof/src/doctor/main.ts"),
  },
  types: { needs: ["packages", "database"], processes: script("bin/check-types.mjs") },
  walls: {
    needs: ["packages", "database"],
    processes: (args, tools) => [
      ...tool("depcruise", "--config", ".dependency-cruiser.mjs", "-T", "err-long")(rooms),
      ...script("bin/check-walls.mjs")(args, tools),
    ],
    inTurn: true,
  },
  ledger: { needs: ["packages"], processes: script("bin/ledger/main.ts") },
  size: {
    needs: ["packages", "web"],
    processes: (args, { node }) => [
      { file: node, args: ["size.mjs", ...args], cwd: inRoot("apps/web") },
    ],
  },
  /** Makes everything ready and does nothing with it. */
  setup: { needs: ["packages", "database", "web"], processes: () => [] },
  /** Any program of the toolchain: `node bin/launch.mjs exec tsc -p packages/domain`. */
  exec: {
    needs: ["packages", "database"],
    processes: ([name, ...args]) => [
      { file: existsSync(installed(name)) ? installed(name) : name, args },
    ],
  },
};
