import { allArms } from "../arms/all-arms.ts";
import type { RunningArm } from "../arms/start-arm.ts";
import { startReading } from "../load/start-load.ts";
import { answersOf, type Block } from "./block.ts";
import { latency, type Plan } from "./plan.ts";
import type { Stage } from "./stage.ts";

/** Buyers in a fixed rhythm, while somebody else only reads. */
export async function runSteady(
  stage: Stage,
  arm: RunningArm,
  { perSecond, seconds }: Plan["steady"],
): Promise<Block["steady"]> {
  const { ground, load, buyers, name, setting } = stage;
  const presses = await buyers.take(perSecond * seconds);
  await ground.control.faults({ latencyMs: latency.fixedMs });
  await ground.takeStripeTimes();
  const { readOneSql: sql, answerHas } = allArms[name];
  const readUrl = arm.readUrl;
  const reading = await startReading({
    readUrl,
    databaseUrl: setting.databaseUrl,
    sql,
    perSecond: 50,
  });
  const before = await arm.figures();
  const samples = await load.run({
    is: "open",
    urls: [arm.url],
    answerHas,
    perSecond,
    buyers: presses,
  });
  const after = await arm.figures();
  const reads = await reading.stop();
  const times = await ground.takeStripeTimes();
  await ground.control.faults({});
  const served = samples.filter(({ error }) => error === null);
  const each = (total: number) => (served.length === 0 ? null : total / served.length);
  const timeOf = (start: string) => times.get(start) ?? { calls: 0, tookMs: 0 };
  return {
    ...answersOf(samples),
    ...(await stage.ground.count()),
    addedMs: served.map(({ name: start, tookMs }) => tookMs - timeOf(start).tookMs),
    calls: each(served.reduce((sum, { name: start }) => sum + timeOf(start).calls, 0)),
    heldMs: each(after.heldMs - before.heldMs),
    cpuMs: each(after.cpuMs - before.cpuMs),
    insideMs: reads.inside.map(([, tookMs]) => tookMs),
    outsideMs: reads.outside.map(([, tookMs]) => tookMs),
    failedReads: reads.failed,
  };
}
