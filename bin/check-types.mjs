// `npm run types`: every room against its own tsconfig, two at a time; the compiler's own words are the report.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const folders = ["packages", "apps", "examples"]
  .filter((place) => existsSync(path.join(root, place)))
  .flatMap((place) => readdirSync(path.join(root, place)).map((name) => `${place}/${name}`));
const has = (...parts) => existsSync(path.join(root, ...parts));
const projects = ["bin", ...folders].filter(
  (folder) => has(folder, "tsconfig.json") && (folder === "bin" || has(folder, "src")),
);

function check(project) {
  const args = ["--project", project, "--pretty", "false"];
  const compiler = spawn(path.join(root, "node_modules/.bin/tsc"), args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve) => compiler.once("exit", (code) => resolve(code === 0)));
}

const waiting = [...projects];
let failed = 0;
async function work() {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    if (!(await check(project))) failed += 1;
  }
}
await Promise.all([work(), work()]);
console.log(`${projects.length} rooms type-checked, ${failed} with errors.`);
process.exitCode = failed === 0 ? 0 : 1;
