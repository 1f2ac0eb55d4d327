import { setTimeout as pause } from "node:timers/promises";
import { allArms } from "../arms/all-arms.ts";
import type { RunningArm } from "../arms/start-arm.ts";
import { startReading } from "../load/start-load.ts";
import { answersOf, type BrownOut, type Counted } from "./block.ts";
import { brownOutMs, latency, type Plan } from "./plan.ts";
import type { Stage } from "./stage.ts";

/**
 * Stripe goes slow under way: buyers keep coming, somebody keeps reading, then Stripe is itself again, and whoever was
 * not served presses again.
 */
export async function runBrownOut(
  stage: Stage,
  arm: RunningArm,
  plan: NonNullable<Plan["brownOut"]>,
): Promise<Counted & BrownOut> {
  const { ground, load, buyers, name, setting, tell } = stage;
  const { perSecond, beforeSeconds, seconds, afterSeconds } = plan;
  const allSeconds = beforeSeconds + seconds + afterSeconds;
  const { readOneSql: sql, answerHas } = allArms[name];
  const people = await buyers.take(perSecond * allSeconds);
  const target = { is: "open" as const, urls: [arm.url], answerHas };
  tell(`brown-out of ${seconds} s`);
  await ground.control.faults({ latencyMs: latency.fixedMs });
  const { databaseUrl } = setting;
  const reading = await startReading({ readUrl: arm.readUrl, databaseUrl, sql, perSecond: 20 });
  const [samples] = await Promise.all([
    load.run({ ...target, perSecond, buyers: people }),
    (async () => {
      await pause(beforeSeconds * 1_000);
      await ground.control.faults({ latencyMs: brownOutMs });
      await pause(seconds * 1_000);
      await ground.control.faults({ latencyMs: latency.fixedMs });
    })(),
  ]);
  const reads = await reading.stop();
  const isServing = samples.some(
    ({ atMs, error }) => atMs < beforeSeconds * 1_000 && error === null,
  );
  if (!isServing) throw new Error(`${name} served nobody before the brown-out began.`);
  // Stripe may still be about to do what it was asked in the last second of the brown-out.
  await pause(Math.max(0, brownOutMs - afterSeconds * 1_000));
  const failed = new Set(samples.filter(({ error }) => error !== null).map((one) => one.name));
  const again = people.filter((presses) => presses.some((start) => failed.has(start.name)));
  tell(`${again.length} come again`);
  if (again.length > 0) await load.run({ ...target, perSecond: 3 * perSecond, buyers: again });
  await ground.control.faults({});

  const fromSecond = beforeSeconds;
  const untilSecond = beforeSeconds + seconds;
  const within = (all: [number, number][]) =>
    all
      .filter(([atMs]) => atMs >= fromSecond * 1_000 && atMs < untilSecond * 1_000)
      .map(([, tookMs]) => tookMs);
  const bySecond = (all: [number, number][]) =>
    all.map(([atMs, tookMs]): [number, number] => [atMs / 1_000, tookMs]);
  return {
    ...answersOf(samples),
    ...(await stage.ground.count()),
    insideMs: within(reads.inside),
    outsideMs: within(reads.outside),
    failedReads: reads.failed,
    reads: bySecond(reads.inside),
    served: bySecond(
      samples.filter(({ error }) => error === null).map(({ atMs, tookMs }) => [atMs, tookMs]),
    ),
    fromSecond,
    untilSecond,
  };
}
