// `npm run ledger`: docs/guarantees.md against the database, the sources, the tests and the museum.
import { readFileSync } from "node:fs";
import path from "node:path";
import { stateOf } from "./chapter.ts";
import { checkLedger } from "./check-ledger.ts";
import { readLedger } from "./read-ledger.ts";
import { readSources } from "./read-sources.ts";
import { readStructure } from "./read-structure.ts";
import { readTitles } from "./read-titles.ts";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

const ledger = readLedger(read("docs/guarantees.md"));
const structure = readStructure(read("prisma/structure.sql"));
const titles = readTitles(root);
const violations = checkLedger({ ledger, structure, titles, sources: readSources(root) });
for (const violation of violations) console.error(violation);

const inState = (state: string): string =>
  ledger.sections
    .filter((section) => stateOf(section) === state)
    .map(({ guarantee }) => guarantee)
    .join(", ") || "none";
const tests = titles.filter(({ name }) => /\bG\d+\b/.test(name)).length;
console.log(
  `Kept: ${inState("yes")} · in part: ${inState("in part")} · planned: ${inState("planned")} · ` +
    `${tests} test titles, ${ledger.indexes.length} unique indexes.`,
);
console.log(
  violations.length === 0
    ? "The ledger is true."
    : `The ledger is wrong ${violations.length} times.`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
