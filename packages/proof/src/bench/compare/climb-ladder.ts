import type { RunningArm } from "../arms/start-arm.ts";
import type { Block } from "./block.ts";
import { carriedP99Ms, type Plan } from "./plan.ts";
import { quantile } from "./quantile.ts";
import { runSteady } from "./run-steady.ts";
import type { Stage } from "./stage.ts";

/** Ever faster rhythms, until one is not carried: how far this machine goes. */
export async function climbLadder(
  stage: Stage,
  arm: RunningArm,
  { perSecond: steps, seconds }: Plan["ladder"],
): Promise<Block["carried"]> {
  let carried: Block["carried"] = null;
  for (const perSecond of steps) {
    stage.tell(`${perSecond} buyers/s, is it carried?`);
    const { addedMs, errors } = await runSteady(stage, arm, { perSecond, seconds });
    const addedP99Ms = quantile(addedMs, 0.99);
    if (errors > 0 || addedP99Ms === null || addedP99Ms > carriedP99Ms) return carried;
    carried = { perSecond, addedP50Ms: quantile(addedMs, 0.5), addedP99Ms };
  }
  return carried;
}
