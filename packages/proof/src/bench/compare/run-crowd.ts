import { allArms } from "../arms/all-arms.ts";
import type { RunningArm } from "../arms/start-arm.ts";
import { answersOf, type Block } from "./block.ts";
import { type Crowd, latency } from "./plan.ts";
import type { Stage } from "./stage.ts";

/** More than any arm serves a second on two cores. */
const mostPerSecond = 600;

/** Whoever is still waiting then is cut off, and is gone before the pipes of the next crowd are full. */
const drainSeconds = 2.5;

/** So many clients at once, each with the next buyer as soon as it is served. */
export async function runCrowd(
  stage: Stage,
  arms: readonly RunningArm[],
  crowd: Crowd,
): Promise<Block["crowds"][number]> {
  const { ground, load, buyers, name } = stage;
  const { clients, fillSeconds, seconds } = crowd;
  const all = fillSeconds + seconds;
  const most = Math.min(clients, mostPerSecond) * all;
  const starts = (await buyers.take(Math.ceil(clients + most))).flat();
  await ground.control.faults({ latencyMs: latency.fixedMs });
  const samples = await load.run({
    is: "closed",
    urls: arms.map(({ url }) => url),
    answerHas: allArms[name].answerHas,
    clients,
    rampSeconds: fillSeconds,
    seconds: all,
    drainSeconds,
    starts,
  });
  const counted = samples.filter(({ atMs, tookMs }) => {
    const endedAtMs = atMs + tookMs;
    return endedAtMs >= fillSeconds * 1_000 && endedAtMs < all * 1_000;
  });
  const served = counted.filter(({ error }) => error === null).length;
  return {
    ...answersOf(samples),
    clients,
    perSecond: served / seconds,
  };
}
