import { parseArgs } from "node:util";
import { z } from "zod";
import { armNames } from "./arms/arm.ts";
import { compareArms } from "./compare/compare-arms.ts";
import { fullPlan, quickPlan } from "./compare/plan.ts";
import { summarize } from "./compare/summary.ts";
import { startGround } from "./ground/start-ground.ts";
import { comparisonTable } from "./report/comparison-table.ts";
import { targetLine, targets } from "./report/targets.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    arms: { type: "string", default: armNames.join(",") },
    blocks: { type: "string" },
  },
});
const base = values.quick ? quickPlan : fullPlan;
const plan = values.blocks === undefined ? base : { ...base, blocks: Number(values.blocks) };
const arms = z.array(z.enum(armNames)).parse(values.arms.split(","));
const beganMs = performance.now();
const tell = (line: string) => {
  const seconds = Math.round((performance.now() - beganMs) / 1_000);
  process.stdout.write(`${String(seconds).padStart(4)} s  ${line}\n`);
};

tell("starting PostgreSQL and the local Stripe");
await using ground = await startGround(plan.poolSize);
const blocks = await compareArms(ground, { arms, plan, tell });
const summaries = arms.map((name) => summarize(name, blocks.get(name) ?? []));
process.stdout.write(`\n${comparisonTable(summaries)}\n\n`);
const all = targets(summaries);
for (const target of all) process.stdout.write(`${targetLine(target)}\n`);
process.exitCode = all.some(({ isPromise, isKept }) => isPromise && isKept === false) ? 1 : 0;
