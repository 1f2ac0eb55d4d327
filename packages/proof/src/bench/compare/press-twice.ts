import { allArms } from "../arms/all-arms.ts";
import type { RunningArm } from "../arms/start-arm.ts";
import { answersOf, type Block } from "./block.ts";
import { twice } from "./buyers-of.ts";
import { latency, type Plan } from "./plan.ts";
import type { Stage } from "./stage.ts";

/** Each buyer twice at the same moment; with several nodes, at two of them. */
export async function pressTwice(
  stage: Stage,
  arms: readonly RunningArm[],
  { perSecond, seconds }: Plan["twice"],
): Promise<Block["twice"]> {
  const { ground, load, buyers, name } = stage;
  const presses = await buyers.take(perSecond * seconds, twice);
  await ground.control.faults({ latencyMs: latency.usualMs });
  const samples = await load.run({
    is: "open",
    urls: arms.map(({ url }) => url),
    answerHas: allArms[name].answerHas,
    perSecond,
    buyers: presses,
  });
  await ground.control.faults({});
  return { ...answersOf(samples), ...(await stage.ground.count()) };
}
