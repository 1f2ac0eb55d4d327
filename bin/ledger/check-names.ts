import type { Facts } from "./check-ledger.ts";
import type { EntryWord, Section } from "./read-ledger.ts";

/** Each name between backticks leads to what its line speaks of, or is a sentence. */
export function checkNames(section: Section, facts: Facts): string[] {
  return section.entries.flatMap(({ word, names }) =>
    names
      .filter((name) => !leadsSomewhere(word, name, facts))
      .map((name) => `${section.guarantee}, ${word}: \`${name}\` ${missing[word]}.`),
  );
}

const inText = "is neither a file, nor a name in the sources, nor a command";
const missing: Record<EntryWord, string> = {
  Database: "is no table, column, constraint, index or trigger of prisma/structure.sql",
  Type: "is not exported by any package",
  Code: inText,
  Walls: inText,
  Tests: "is no test file",
  Exhibit: "is not shown by the museum",
  "Negative controls": inText,
  Figures: inText,
  "Not yet": inText,
  Planned: inText,
};

function leadsSomewhere(word: EntryWord, name: string, { structure, sources }: Facts): boolean {
  switch (word) {
    case "Database":
      return (
        structure.tables.has(name) ||
        structure.columns.has(name) ||
        structure.constraints.has(name) ||
        structure.indexes.has(name) ||
        structure.triggers.has(name)
      );
    case "Type":
      return sources.exported.has(name);
    case "Tests":
      return /\.test\.tsx?$/.test(name) && sources.hasFile(name);
    case "Exhibit":
      return sources.exhibits.has(name);
    case "Code":
    case "Walls":
    case "Negative controls":
    case "Figures":
    case "Not yet":
    case "Planned":
      return (
        sources.declared.has(name) ||
        (name.startsWith("npm run ") && sources.scripts.has(name.split(" ")[2] ?? "")) ||
        (name.includes("/") && sources.hasFile(name))
      );
  }
}
