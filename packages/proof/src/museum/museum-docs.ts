import { sequenceSvg } from "../diagram/sequence-svg.ts";
import { sequenceText } from "../diagram/sequence-text.ts";
import type { Visit } from "./visit-museum.ts";

/** The page of the docs and its pictures, by their paths in `docs`. */
export const museumDocs = (visits: readonly Visit[]): Record<string, string> => ({
  "museum.md": [...entrance(visits), ...visits.flatMap(room)].join("\n"),
  ...Object.fromEntries(
    visits.map(({ exhibit, usual }) => [`museum/${exhibit.slug}.svg`, sequenceSvg(usual.story)]),
  ),
});

const entrance = (visits: readonly Visit[]): string[] => [
  "# Museum",
  "",
  `${visits.length} usual ways to sell a subscription, each in a few lines, under a name that blames nobody. Each looks right, and most`,
  "of the time it is. Beside it stands the smallest schedule that breaks it, and what Idem does on the same schedule. The",
  "first two are the published fixes of the two [post-mortems](postmortems/README.md).",
  "",
  "They are played in memory, where every call is a place at which somebody else may come in between, and where Stripe,",
  "the database and the clock do what a schedule says. Exhibit and product stand on the same world; the product is",
  "Idem’s own code. Where the schedule has a fault, Idem is also played with the fault at each of its other calls.",
  "`acc_1` is a billing account here, `cus_1` a customer at Stripe, `cs_1` a payable session, `sub_1` a subscription.",
  "",
  "Written by `npm run prove -- --museum --write-docs`; a test compares. To look at them all in a browser:",
  "`npm run prove -- --museum`.",
  "",
  "| | exhibit | what is seen |",
  "| --- | --- | --- |",
  ...visits.map(
    ({ exhibit: { name, guarantees }, usual }) =>
      `| ${guarantees.map(guarantee).join(", ")} | [${name}](#${anchor(name)}) | ${cell(usual.says)} |`,
  ),
  "",
];

const room = ({ exhibit, code, schedule, usual, idem }: Visit): string[] => [
  `## ${capital(exhibit.name)}`,
  "",
  `**What.** ${exhibit.what}`,
  "",
  `**Where.** ${exhibit.where}`,
  "",
  `**Why it looks right.** ${exhibit.why}`,
  "",
  "```ts",
  `// packages/proof/src/museum/exhibits/${exhibit.slug}.ts`,
  code,
  "```",
  "",
  `**The schedule.** ${schedule}`,
  "",
  `![${usual.says.replaceAll("]", "")}](museum/${exhibit.slug}.svg)`,
  "",
  `**Idem, same schedule.** ${idem.says}`,
  "",
  "<details><summary>Idem’s presses, calls and commits</summary>",
  "",
  "```",
  ...sequenceText(idem.story).split("\n").slice(2),
  "```",
  "",
  "</details>",
  "",
];

const guarantee = (name: string): string => `[${name}](guarantees.md#${name.toLowerCase()})`;

/** As GitHub makes them of headings. */
const anchor = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const cell = (text: string): string => text.replaceAll("|", "\\|");
