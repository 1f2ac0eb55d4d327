import { parseArgs } from "node:util";
import { z } from "zod";
import { armNames } from "./arms/arm.ts";
import { compareArms } from "./compare/compare-arms.ts";
import { fullPlan, quickPlan } from "./compare/plan.ts";
import { measureCrowd } from "./crowd/measure-crowd.ts";
import { startGround } from "./ground/start-ground.ts";
import { measureGrowth } from "./growth/measure-growth.ts";
import { measureJournal } from "./journal/measure-journal.ts";
import { benchReport, type Measured } from "./report/bench-report.ts";
import { machineLine } from "./report/machine.ts";
import { writeReport } from "./report/write-report.ts";

/** `npm run bench`; ends with 1 only where a promise (no duplicates, no errors) is broken. */
const tables = ["compare", "journal", "growth", "crowd"] as const;
const { values } = parseArgs({
  options: {
    /** One short block of each arm, and nothing else unless asked for by name. */
    quick: { type: "boolean", default: false },
    /** Names with commas between. */
    arms: { type: "string", default: armNames.join(",") },
    tables: { type: "string" },
    blocks: { type: "string" },
    /** Into docs/bench. */
    write: { type: "boolean", default: false },
  },
});
const names = <const T extends readonly [string, ...string[]]>(known: T, given: string) =>
  z.array(z.enum(known)).parse(given.split(","));
const arms = names(armNames, values.arms);
const asked = names(tables, values.tables ?? (values.quick ? "compare" : tables.join(",")));
const base = values.quick ? quickPlan : fullPlan;
const plan = values.blocks === undefined ? base : { ...base, blocks: Number(values.blocks) };
const growthPlan = values.quick
  ? { accounts: [1_000, 10_000], nodes: [1, 2] }
  : { accounts: [1_000, 10_000, 100_000, 1_000_000], nodes: [1, 2, 3, 4] };

const beganMs = performance.now();
const tell = (line: string) => {
  const seconds = Math.round((performance.now() - beganMs) / 1_000);
  process.stdout.write(`${String(seconds).padStart(5)} s  ${line}\n`);
};

const measured: Measured = {
  machine: await machineLine(new Date()),
  plan,
  blocks: null,
  journal: null,
  growth: null,
  crowd: null,
};
if (asked.some((table) => table !== "crowd")) {
  tell("starting PostgreSQL and the local Stripe");
  await using ground = await startGround(plan.poolSize);
  const giveUp = async () => {
    // Whatever is under way loses its database now, and its failure must not end us before everything is put away.
    process.on("uncaughtException", () => {});
    await ground[Symbol.asyncDispose]();
    process.exit(130);
  };
  // Ctrl-C leaves nothing behind: the other processes end with this one, the database and its folder are put away here.
  process.once("SIGINT", giveUp);
  process.once("SIGTERM", giveUp);
  if (asked.includes("journal"))
    measured.journal = await measureJournal(ground, { blocks: plan.blocks, tell });
  if (asked.includes("compare")) measured.blocks = await compareArms(ground, { arms, plan, tell });
  if (asked.includes("growth")) measured.growth = await measureGrowth(ground, growthPlan, tell);
}
if (asked.includes("crowd")) {
  tell("crowd: a hundred at the same moment");
  measured.crowd = await measureCrowd({ buyers: 100, poolSize: plan.poolSize, latencyMs: 500 });
}
const report = benchReport(measured);
process.stdout.write(`\n${report.markdown}`);
if (values.write) await writeReport(report);
const isBroken = report.targets.some(({ isPromise, isKept }) => isPromise && isKept === false);
process.exitCode = isBroken ? 1 : 0;
