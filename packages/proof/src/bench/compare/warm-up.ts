import { allArms } from "../arms/all-arms.ts";
import type { RunningArm } from "../arms/start-arm.ts";
import type { Stage } from "./stage.ts";

/** Until the compiler has seen the way of a start a few hundred times. */
export async function warmUp(
  { name, ground, load, buyers }: Stage,
  arms: readonly RunningArm[],
): Promise<void> {
  await ground.control.faults({ latencyMs: 20 });
  const starts = (await buyers.take(300 * arms.length)).flat();
  await load.run({
    is: "closed",
    urls: arms.map(({ url }) => url),
    answerHas: allArms[name].answerHas,
    clients: 10 * arms.length,
    rampSeconds: 0,
    seconds: 3,
    drainSeconds: 2,
    starts,
  });
  await ground.control.faults({});
}
