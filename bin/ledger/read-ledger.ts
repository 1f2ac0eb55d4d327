/** docs/guarantees.md as data. Its form is strict: what does not fit is a fault, so that nothing is read past. */
export type Ledger = {
  glance: { guarantee: string; state: string }[];
  sections: Section[];
  indexes: { name: string; note: string; guarantees: string[] }[];
  faults: string[];
};

export type Section = {
  guarantee: string;
  /** What each `- Word: …` names between backticks. */
  entries: { word: EntryWord; names: string[] }[];
};

/** Planned: nothing of it exists. Not yet: what is missing of something that exists. */
const entryWords = [
  "Database",
  "Type",
  "Code",
  "Walls",
  "Tests",
  "Exhibit",
  "Negative controls",
  "Figures",
  "Not yet",
  "Planned",
] as const;
export type EntryWord = (typeof entryWords)[number];

export function readLedger(markdown: string): Ledger {
  const ledger: Ledger = { glance: [], sections: [], indexes: [], faults: [] };
  const [preamble = "", ...chapters] = markdown.split(/^## /m);
  for (const [guarantee = "", , state = ""] of rowsOf(preamble))
    ledger.glance.push({ guarantee: /^\[(G\d+)\]/.exec(guarantee)?.[1] ?? guarantee, state });
  for (const chapter of chapters) {
    const [title = "", ...lines] = chapter.split("\n");
    if (/^G\d+$/.test(title)) ledger.sections.push(readSection(title, lines, ledger.faults));
    else if (title === "Every unique index, and why it is there")
      for (const [name = "", , guarantees = ""] of rowsOf(chapter))
        ledger.indexes.push({
          name: namesIn(name)[0] ?? name,
          note: name,
          guarantees: guarantees.split(", "),
        });
    else ledger.faults.push(`"## ${title}" is no chapter of the ledger.`);
  }
  return ledger;
}

/** The cells of every table row, without the head and the line under it. */
const rowsOf = (text: string): string[][] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const namesIn = (text: string): string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

function readSection(guarantee: string, lines: string[], faults: string[]): Section {
  const [statement = "", ...paragraphs] = lines.join("\n").trim().split(/\n\n+/);
  const blocks = paragraphs
    .flatMap((paragraph) => paragraph.split(/\n(?=\S)/))
    .map((block) => block.replace(/\s+/g, " ").trim());
  if (!/^\*\*[^*]+\*\*/.test(statement))
    faults.push(`${guarantee}: the statement comes first, in bold.`);
  const entries = blocks.flatMap((block) => {
    const word = entryWords.find((one) => block.startsWith(`- ${one}: `));
    if (word !== undefined) return [{ word, names: namesIn(block) }];
    faults.push(
      `${guarantee}: "${block.slice(0, 40)}…" begins with none of: ${entryWords.join(", ")}.`,
    );
    return [];
  });
  return { guarantee, entries };
}
