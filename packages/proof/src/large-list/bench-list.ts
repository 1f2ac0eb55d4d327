import { parseArgs } from "node:util";
import { createAdminStore, openDatabase, subscriptionsStatement } from "@idem/postgres";
import pg from "pg";
import { measureExport } from "./measure-export.ts";
import { openLargeDatabase } from "./open-database.ts";
import { type Asked, questions } from "./questions.ts";

/**
 * `npm run bench:list`: how long the server takes for a page of the list, for every filter with every order and every
 * search, beside the same statement asked by the driver alone; then the dashboard's figures, and the whole list as CSV.
 * Ends with 1 where a page takes longer than it may.
 */
const { values } = parseArgs({
  options: { rounds: { type: "string", default: "20" }, most: { type: "string", default: "50" } },
});
const rounds = Number(values.rounds);
const mostMs = Number(values.most);

type Times = { ours: number[]; raw: number[] };
type Line = Asked & { ours: Quantiles; raw: Quantiles };
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

function quantiles(times: number[]): Quantiles {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

const lines: Line[] = [];
const all: Times = { ours: [], raw: [] };
for (const asked of questions) {
  const { ours, raw } = await measure(asked);
  all.ours.push(...ours);
  all.raw.push(...raw);
  lines.push({ ...asked, ours: quantiles(ours), raw: quantiles(raw) });
}
const { rows } = await client.query<{ count: number }>(
  "SELECT count(*)::int AS count FROM subscription",
);
const firstFiguresMs = await timed(() => store.figures(Date.now()));
const figuresMs = await timed(() => store.figures(Date.now()));
const exported = await measureExport(store, rows[0]?.count ?? 0);
await client.end();
await close();

const ms = (value: number) => value.toFixed(1).padStart(7);
const tell = (name: string, ours: Quantiles, raw: Quantiles) =>
  console.log(
    `${ms(ours.p50)} ${ms(ours.p95)}   ${ms(raw.p50)} ${ms(raw.p95)}   ${(ours.p50 / raw.p50).toFixed(2).padStart(5)}   ${name}`,
  );
console.log("    ours, ms        raw SQL, ms   ratio");
console.log("    p50     p95       p50     p95     p50");
for (const { name, ours, raw } of lines.toSorted((a, b) => b.ours.p95 - a.ours.p95))
  tell(name, ours, raw);
tell(
  `all ${lines.length} questions, ${rounds} times each`,
  quantiles(all.ours),
  quantiles(all.raw),
);

const { lines: exportedLines, megabytes, seconds, earlyMb, peakMb } = exported;
console.log(
  `the dashboard's figures: ${firstFiguresMs.toFixed(0)} ms once after a start, then ${figuresMs.toFixed(0)} ms`,
);
console.log(
  `CSV of all: ${exportedLines.toLocaleString("en-US")} lines, ${megabytes.toFixed(0)} MB in ${seconds.toFixed(0)} s; ` +
    `memory at most ${earlyMb.toFixed(0)} MB in the first tenth, ${peakMb.toFixed(0)} MB in all`,
);

const slow = lines.filter(({ ours }) => ours.p95 > mostMs);
if (slow.length > 0) {
  console.error(`${slow.length} of ${lines.length} take longer than ${mostMs} ms at their p95.`);
  process.exitCode = 1;
}
