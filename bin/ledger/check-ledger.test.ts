import { expect, test } from "vitest";
import { promised } from "./chapter.ts";
import { checkLedger } from "./check-ledger.ts";
import { readLedger } from "./read-ledger.ts";
import { readStructure } from "./read-structure.ts";

const sql = `
CREATE TABLE thing (
  id text NOT NULL,
  "owner" text
);
ALTER TABLE thing ADD CONSTRAINT thing_pkey PRIMARY KEY (id);
ALTER TABLE owned ADD CONSTRAINT owned_pkey PRIMARY KEY (owner);
ALTER TABLE thing ADD CONSTRAINT thing_check CHECK (owner <> ''::text);
CREATE INDEX thing_idx ON public.thing USING btree (owner);
CREATE UNIQUE INDEX thing_key ON public.thing USING btree (owner) WHERE (owner IS NOT NULL);
CREATE TRIGGER thing_stays BEFORE DELETE ON public.thing FOR EACH ROW EXECUTE FUNCTION refuse();
`;

const states = (number: string) =>
  number === "G10" ? "planned" : number === "G11" ? "in part" : "yes";

const chapter = (number: string): string =>
  number === "G10"
    ? `## G10\n\n**It will be so.**\n\n- Planned: nothing of it exists.`
    : `## ${number}

**It is so.** Always,
and over two lines.

- Database: \`thing_key\`, \`owned_pkey\`, \`thing_check\`, \`thing_stays\` on \`thing\` and its
  \`thing.owner\`.
- Type: only a \`Permit\` does it.
- Code: \`present\` in \`packages/a/src/present.ts\`, see \`npm run walls\`.
- Tests: \`packages/a/src/a.test.ts\` (twice over)
- Exhibit: \`usual-way\` (a published fix)
${number === "G11" ? "- Not yet: the rest.\n" : ""}`;

const kept = promised.filter((number) => number !== "G10").join(", ");
const page = `# Guarantees

| | promise | kept |
| --- | --- | --- |
${promised.map((number) => `| [${number}](#) | it is so | ${states(number)} |`).join("\n")}

${promised.map(chapter).join("\n\n")}

## Every unique index, and why it is there

| index | on | guarantee |
| --- | --- | --- |
| \`thing_key\` (partial: owned) | one thing each | ${kept} |
| \`owned_pkey\` | one owner each | ${kept} |
`;

const title = (number: string) => ({
  file: "packages/a/src/a.test.ts",
  name: `${number}: it is so`,
});
const titles = promised.filter((number) => number !== "G10").map(title);
const files = ["packages/a/src/present.ts", "packages/a/src/a.test.ts", "packages/a/src/b.test.ts"];

const check = (change: { page?: string; sql?: string; titles?: typeof titles } = {}) =>
  checkLedger({
    ledger: readLedger(change.page ?? page),
    structure: readStructure(change.sql ?? sql),
    titles: change.titles ?? titles,
    sources: {
      exported: new Set(["Permit"]),
      declared: new Set(["Permit", "present"]),
      scripts: new Set(["walls"]),
      exhibits: new Map([["usual-way", ["G1"]]]),
      hasFile: (file) => files.includes(file),
    },
  });

/** In the first chapter alone, where it is found first. */
const replaced = (what: string, by: string) => page.replace(what, by);

test("a ledger that is true is clean", () => {
  expect(check()).toEqual([]);
});

test.each([
  ["a chapter is gone", replaced(chapter("G4"), ""), "G4 has no chapter."],
  ["a chapter nobody knows", `${page}\n## G13\n\n**More.**\n`, "G13 is not where it belongs"],
  ["another heading", replaced("## G2\n", "## Aside\n\n## G2\n"), '"## Aside" is no chapter'],
  [
    "no statement",
    replaced("**It is so.** Always", "It is so. Always"),
    "the statement comes first",
  ],
  ["a line of another form", replaced("- Type: only", "- Kind: only"), "begins with none of"],
  [
    "prose where names belong",
    replaced("- Code: `present`", "Code: `present`"),
    "begins with none of",
  ],
  ["no tests", replaced("- Tests: `packages/a/src/a.test.ts`", "- Tests: some"), "G1 lacks tests"],
  ["no exhibit", replaced("- Exhibit: `usual-way`", "- Exhibit: none"), "G1 lacks an exhibit"],
  [
    "a constraint that is gone",
    replaced("`thing_check`", "`thing_czech`"),
    "`thing_czech` is no table",
  ],
  [
    "a column that is gone",
    replaced("`thing.owner`", "`thing.owned`"),
    "`thing.owned` is no table",
  ],
  ["a type that is gone", replaced("`Permit`", "`Licence`"), "`Licence` is not exported"],
  ["a function that is gone", replaced("`present`", "`absent`"), "`absent` is neither a file"],
  [
    "a file that is gone",
    replaced("src/present.ts", "src/absent.ts"),
    "absent.ts` is neither a file",
  ],
  [
    "a command that is gone",
    replaced("npm run walls", "npm run wall"),
    "`npm run wall` is neither",
  ],
  [
    "a test file that is gone",
    replaced("src/a.test.ts", "src/c.test.ts"),
    "c.test.ts` is no test file",
  ],
  [
    "a test file that tests something else",
    replaced("src/a.test.ts`", "src/b.test.ts`"),
    "no test in packages/a/src/b.test.ts",
  ],
  ["an exhibit that is gone", replaced("`usual-way`", "`other-way`"), "`other-way` is not shown"],
  [
    "a plan that has begun",
    replaced("- Planned: nothing", "- Type: `Permit`\n- Planned: nothing"),
    "has more than its plan",
  ],
  [
    "a promise less in the table",
    replaced("it is so | in part |", "it is so | yes |"),
    "should say: G11 in part",
  ],
  [
    "an index without a row",
    replaced("| `owned_pkey` | one owner each", "| `thing_pkey` | one"),
    "owned_pkey is explained by no guarantee",
  ],
  [
    "a row without an index",
    `${page}| \`thing_idx\` | many | G1 |\n`,
    "thing_idx is explained, and there is no such",
  ],
  ["a row that hides a condition", replaced(" (partial: owned)", ""), "thing_key is partial"],
  [
    "a row for another promise",
    replaced(`one owner each | ${kept}`, "one owner each | G1"),
    "G2 names owned_pkey, and its row does not",
  ],
  [
    "a chapter that keeps its index to itself",
    replaced("`thing_key`, ", ""),
    "whose chapter does not name it",
  ],
])("%s is a sentence", (_, planted, sentence) => {
  expect(planted).not.toBe(page);
  expect(check({ page: planted }).join("\n")).toContain(sentence);
});

test("a new unique index, and a key over more than an id, want a guarantee", () => {
  const more = `${sql}CREATE UNIQUE INDEX new_key ON public.thing USING btree (a);\nALTER TABLE two ADD CONSTRAINT two_pkey PRIMARY KEY (a, b);\n`;
  expect(check({ sql: more })).toEqual([
    "The unique index two_pkey is explained by no guarantee.",
    "The unique index new_key is explained by no guarantee.",
  ]);
});

test("a test that nobody listed, of what is planned, or of what nobody promised, is named", () => {
  const extra = ["G1", "G10", "G77"].map((number) => ({
    file: "packages/a/src/b.test.ts",
    name: `${number}: and more`,
  }));
  expect(check({ titles: [...titles, ...extra] })).toEqual([
    "packages/a/src/b.test.ts has a test of G77, which nobody promises.",
    "G1: packages/a/src/b.test.ts tests it and is not listed.",
    "G10 is planned, but packages/a/src/b.test.ts tests it.",
  ]);
});

test("an exhibit that stands for nothing is named", () => {
  const without = page.replaceAll("- Exhibit: `usual-way`", "- Exhibit: none");
  expect(check({ page: without })).toContain(
    "The museum shows usual-way for G1, whose chapter does not name it.",
  );
});
