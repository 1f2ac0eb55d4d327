import type { Blocks } from "../compare/compare-arms.ts";
import { carriedP99Ms, type Plan } from "../compare/plan.ts";
import { type Summary, summarize } from "../compare/summary.ts";
import type { Crowd } from "../crowd/measure-crowd.ts";
import type { Growth } from "../growth/measure-growth.ts";
import type { JournalRow } from "../journal/measure-journal.ts";
import { comparisonTable } from "./comparison-table.ts";
import { accountsTable, crowdTable, journalTable, nodesTable } from "./other-tables.ts";
import { comparisonPictures, growthPictures, type Pictures } from "./pictures.ts";
import { type Target, targetLine, targets } from "./targets.ts";

/** What was measured in a run; `null`: that table was not asked for. */
export type Measured = {
  machine: string;
  plan: Plan;
  blocks: Blocks | null;
  journal: JournalRow[] | null;
  growth: Growth | null;
  crowd: Crowd | null;
};

export type BenchReport = { markdown: string; pictures: Pictures; targets: Target[] };

/** The run as one page, for the terminal and for docs/bench. */
export function benchReport(measured: Measured): BenchReport {
  const { machine, plan, blocks, journal, growth, crowd } = measured;
  const summaries: Summary[] =
    blocks === null ? [] : [...blocks].map(([name, all]) => summarize(name, all));
  const pictures = {
    ...(blocks === null ? {} : comparisonPictures(blocks, summaries)),
    ...(growth === null ? {} : growthPictures(growth)),
  };
  const all = [...targets(summaries), ...crowdTargets(crowd), ...growthTargets(growth)];
  const image = (file: string, text: string) => (file in pictures ? [`![${text}](${file})`] : []);
  const sections = [
    "# Bench",
    `${machine}.`,
    howTo,
    ...(blocks === null
      ? []
      : [
          "## Beside the usual ways",
          comparisonTable(summaries),
          `Pool ${plan.poolSize}. Medians of ${plan.blocks} ${plan.blocks === 1 ? "block" : "blocks"} an arm, in turn; counts are sums${plan.brownOut === null ? "" : "; the ladder of rhythms and the brown-out are one block"}. ${howCompared}`,
          ...image("duplicates.svg", "duplicates"),
          ...image("checkouts.svg", "checkouts a second"),
          ...image("added.svg", "added latency"),
          ...image("reads.svg", "unrelated reads"),
          ...image("brown-out.svg", "unrelated reads in a brown-out"),
        ]),
    ...(journal === null
      ? []
      : ["## The journal beside raw SQL", journalTable(journal), howJournal]),
    ...(growth === null
      ? []
      : [
          "## As it grows",
          accountsTable(growth),
          ...image("growth.svg", "latency by accounts"),
          nodesTable(growth),
          ...image("nodes.svg", "checkouts a second by nodes"),
        ]),
    ...(crowd === null ? [] : ["## A hundred at the same moment", crowdTable(crowd.rows)]),
    ...(all.length === 0
      ? []
      : ["## Targets", `\`\`\`text\n${all.map(targetLine).join("\n")}\n\`\`\``]),
  ];
  return { markdown: `${sections.join("\n\n")}\n`, pictures, targets: all };
}

const howTo =
  "Made by `npm run bench -- --write`. Everything runs on one machine: the load, the reader, the arm, PostgreSQL (which writes through to disk) and the local Stripe, each in a process of its own.";

const howCompared = `*Extra*: beyond the first of a buyer, counted at Stripe; buyers press twice at once, half of them the same button, half in a second tab. *Added*: from the moment a start was to be sent to the last byte of its answer, minus what Stripe took for the calls of that start; 100 new buyers a second, however slow the answers are. *Carried*: nobody fails, and the added p99 is at most ${carriedP99Ms} ms. *Clients* come again as soon as they are served; with two calls of 500 ms each, a hundred of them can be served a hundred times a second at most, a thousand of them a thousand times. In the *brown-out* Stripe takes 12 s for 30 s, longer than anybody waits, and does what it was asked; whoever was not served comes again afterwards. *Connection held*: how long connections of the pool were out for a start. *CPU*: of the arm's process. The rivals do less than Idem beside the checkout itself: none but @better-auth/stripe asks who is signed in, and none keeps a story or compares Stripe's total with the quote. They are in \`packages/proof/src/bench/rivals\`. The workflow's id names account and attempt; a child workflow named by the account alone would close its duplicates in two tabs, and cost it another one a checkout.`;

const howJournal =
  "Raw is one `INSERT … ON CONFLICT DO NOTHING` and one `UPDATE … WHERE outcome IS NULL` on a table of the same shape, without anything that follows. A settled effect also locks its account, writes the customer and a line of the hash-chained story, all in one commit.";

function crowdTargets(crowd: Crowd | null): Target[] {
  if (crowd === null) return [];
  const { misses, said } = crowd;
  const text = ["a hundred at the same moment, with codes, to the end", ...misses, ...said];
  return [{ text: text.join("; "), isKept: misses.length === 0, isPromise: false }];
}

function growthTargets(growth: Growth | null): Target[] {
  if (growth === null) return [];
  const { accounts, nodes } = growth;
  const extra = nodes.reduce((sum, row) => sum + row.extraCustomers + row.extraSessions, 0);
  const errors = [...accounts, ...nodes].reduce((sum, row) => sum + row.errors, 0);
  return [
    { text: `no duplicates on several nodes: ${extra}`, isKept: extra === 0, isPromise: true },
    { text: `no errors as it grows: ${errors}`, isKept: errors === 0, isPromise: true },
  ];
}
