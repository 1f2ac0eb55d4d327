// `npm run walls`, second half: the rules that an import graph cannot see.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findViolations } from "./walls/find-violations.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const violations = findViolations(root);
for (const violation of violations) console.error(violation);
console.log(
  violations.length === 0 ? "All walls stand." : `${violations.length} walls are broken.`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
