import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { core, lineRules, nameOf, textRules } from "./rules.mjs";

const made = new Set(["node_modules", "dist", "generated", "coverage"]);
const places = ["packages", "apps", "examples", "bin"];

/** Every violation in the repository at `root`, as `file:line sentence`. */
export function findViolations(root) {
  const files = places.flatMap((place) => filesUnder(root, place));
  const sources = files
    .filter((file) => /\.(tsx?|mjs)$/.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }));
  return [
    ...files.flatMap((file) => said(file, 1, nameOf(file))),
    ...sources.flatMap(linesOf),
    ...readersOfEnvironment(sources),
    ...sizeOfCore(sources),
  ];
}

function filesUnder(root, place) {
  let entries;
  try {
    entries = readdirSync(path.join(root, place), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter(({ name }) => !made.has(name) && !name.startsWith("."))
    .sort((left, right) => left.name.localeCompare(right.name))
    .flatMap((entry) => {
      const file = `${place}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(root, file) : [file];
    });
}

const said = (file, line, sentence) => (sentence ? [`${file}:${line} ${sentence}`] : []);

function linesOf({ file, text }) {
  const find = (rules, lines) =>
    rules
      .filter((rule) => rule.applies(file))
      .flatMap((rule) =>
        lines.flatMap((line, at) =>
          rule.pattern.test(line) ? said(file, at + 1, rule.sentence) : [],
        ),
      );
  // The checker's own rules and their tests name what they forbid.
  if (file.startsWith("bin/walls/")) return [];
  return [
    ...find(lineRules, withoutComments(text).split("\n")),
    ...find(textRules, text.split("\n")),
  ];
}

/** Comments become spaces, so that lines keep their numbers. `://` in an address is no comment. */
function withoutComments(text) {
  const blank = (comment) => comment.replace(/[^\n]/g, " ");
  return text.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(?<![:"'`\w])\/\/.*$/gm, blank);
}

function readersOfEnvironment(sources) {
  const readers = new Map();
  for (const { file, text } of sources) {
    const [, room] = /^((?:packages|apps|examples)\/[^/]+)\/src\//.exec(file) ?? [];
    const isExempt = room === undefined || room === "packages/proof" || /\.test\./.test(file);
    if (isExempt || !/\bprocess\.env\b/.test(withoutComments(text))) continue;
    readers.set(room, [...(readers.get(room) ?? []), file]);
  }
  return [...readers.values()]
    .filter((files) => files.length > 1)
    .flatMap((files) =>
      said(files[1], 1, `\`process.env\` is read in one file a room, and ${files[0]} reads it.`),
    );
}

function sizeOfCore(sources) {
  const parts = core.files.map((name) => ({
    name,
    text: sources.find(({ file }) => file === name)?.text,
  }));
  const missing = parts.filter(({ text }) => text === undefined);
  if (missing.length > 0) {
    return missing.flatMap(({ name }) =>
      said(name, 1, "This file of the core is gone: say in bin/walls/rules.mjs where it went."),
    );
  }
  const count = parts.flatMap(({ text }) => text.split("\n")).filter((line) => line.trim()).length;
  if (count <= core.mostLines) return [];
  return said(
    core.files[0],
    1,
    `The core has ${count} lines; it is to be read in ten minutes, ${core.mostLines} at most.`,
  );
}
