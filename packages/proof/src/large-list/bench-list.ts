import { parseArgs } from "node:util";
import type { SubscriptionFilter } from "@idem/billing";
import {
  createAdminStore,
  facetStatements,
  openDatabase,
  subscriptionsStatement,
} from "@idem/postgres";
import pg from "pg";
import { measureExport } from "./measure-export.ts";
import { openLargeDatabase } from "./open-database.ts";
import { type Asked, facetQuestions, questions } from "./questions.ts";

/**
 * `npm run bench:list`: how long the server takes for a page of the list, for every filter with every order and every
 * search, beside the same statement asked by the driver alone; how long for the counts of all chips, beside the statements
 * that count them; then the dashboard's figures, and the whole list as CSV. With `--chips` for the counts alone.
 * Ends with 1 where a page takes longer than it may.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "20" },
    most: { type: "string", default: "50" },
    chips: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const mostMs = Number(values.most);

type Times = { ours: number[]; raw: number[] };
type Line = { name: string; ours: Quantiles; raw: Quantiles };
type Quantiles = { p50: number; p95: number };

await using database = await openLargeDatabase(process.env);
const { prisma, close } = openDatabase({ url: database.url, poolSize: 2 });
const store = createAdminStore(prisma);
const client = new pg.Client({ connectionString: database.url });
await client.connect();

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

/** The second page too, as nobody looks at the first one only. */
async function measure({ question }: Asked): Promise<Times> {
  const times: Times = { ours: [], raw: [] };
  const { end } = await store.subscriptions(question);
  for (let round = 0; round < rounds; round++) {
    const after = round % 2 === 0 ? null : end;
    const { text, values: given } = subscriptionsStatement({ ...question, after });
    times.raw.push(await timed(() => client.query(text, given)));
    times.ours.push(await timed(() => store.subscriptions({ ...question, after })));
  }
  return times;
}

/** Beside nothing but the counting: neither the plans that there are, nor estimates. */
async function measureChips(filter: SubscriptionFilter): Promise<Times> {
  const times: Times = { ours: [], raw: [] };
  const { plans } = await store.countFacets(filter);
  const statements = facetStatements(
    filter,
    plans.map(({ key }) => key),
  );
  for (let round = 0; round < rounds; round++) {
    times.raw.push(
      await timed(async () => {
        for (const { text, values: given } of statements) await client.query(text, given);
      }),
    );
    times.ours.push(await timed(() => store.countFacets(filter)));
  }
  return times;
}

function quantiles(times: number[]): Quantiles {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

const lines: Line[] = [];
const all: Times = { ours: [], raw: [] };
for (const asked of values.chips ? [] : questions) {
  const { ours, raw } = await measure(asked);
  all.ours.push(...ours);
  all.raw.push(...raw);
  lines.push({ name: asked.name, ours: quantiles(ours), raw: quantiles(raw) });
}
const chips: Line[] = [];
const allChips: Times = { ours: [], raw: [] };
for (const { name, filter } of facetQuestions) {
  const { ours, raw } = await measureChips(filter);
  allChips.ours.push(...ours);
  allChips.raw.push(...raw);
  chips.push({ name, ours: quantiles(ours), raw: quantiles(raw) });
}

const ms = (value: number) => value.toFixed(1).padStart(7);
const tell = (name: string, ours: Quantiles, raw: Quantiles) =>
  console.log(
    `${ms(ours.p50)} ${ms(ours.p95)}   ${ms(raw.p50)} ${ms(raw.p95)}   ${(ours.p50 / raw.p50).toFixed(2).padStart(5)}   ${name}`,
  );
console.log("    ours, ms        raw SQL, ms   ratio");
console.log("    p50     p95       p50     p95     p50");
for (const { name, ours, raw } of lines.toSorted((a, b) => b.ours.p95 - a.ours.p95))
  tell(name, ours, raw);
if (!values.chips)
  tell(
    `all ${lines.length} questions, ${rounds} times each`,
    quantiles(all.ours),
    quantiles(all.raw),
  );
for (const { name, ours, raw } of chips.toSorted((a, b) => b.ours.p95 - a.ours.p95))
  tell(name, ours, raw);
tell(
  `the chips of all ${chips.length} filters, ${rounds} times each`,
  quantiles(allChips.ours),
  quantiles(allChips.raw),
);

if (!values.chips) await tellOfTheRest();
await client.end();
await close();

async function tellOfTheRest(): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM subscription",
  );
  const firstFiguresMs = await timed(() => store.figures(Date.now()));
  const figuresMs = await timed(() => store.figures(Date.now()));
  const exported = await measureExport(store, rows[0]?.count ?? 0);
  const { lines: exportedLines, megabytes, seconds, earlyMb, peakMb } = exported;
  console.log(
    `the dashboard's figures: ${firstFiguresMs.toFixed(0)} ms once after a start, then ${figuresMs.toFixed(0)} ms`,
  );
  console.log(
    `CSV of all: ${exportedLines.toLocaleString("en-US")} lines, ${megabytes.toFixed(0)} MB in ${seconds.toFixed(0)} s; ` +
      `memory at most ${earlyMb.toFixed(0)} MB in the first tenth, ${peakMb.toFixed(0)} MB in all`,
  );
}

const slow = lines.filter(({ ours }) => ours.p95 > mostMs);
if (slow.length > 0) {
  console.error(`${slow.length} of ${lines.length} take longer than ${mostMs} ms at their p95.`);
  process.exitCode = 1;
}
