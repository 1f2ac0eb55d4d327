import type { ArmName } from "../arms/arm.ts";
import type { Ground } from "../ground/start-ground.ts";
import { startLoad } from "../load/start-load.ts";
import type { Block } from "./block.ts";
import { buyersOf } from "./buyers-of.ts";
import type { Plan } from "./plan.ts";
import { runBlock } from "./run-block.ts";
import type { Stage } from "./stage.ts";

export type Blocks = Map<ArmName, Block[]>;

/**
 * Blocks in turn, forth and back (A B C, C B A, …): whatever makes the machine slower as time passes, a growing log or a
 * warm processor, meets every arm alike.
 */
export async function compareArms(
  ground: Ground,
  { arms, plan, tell }: { arms: readonly ArmName[]; plan: Plan; tell: (line: string) => void },
): Promise<Blocks> {
  await using load = startLoad();
  await using opened = new AsyncDisposableStack();
  const stages: Omit<Stage, "tell">[] = [];
  for (const name of arms) {
    const setting = await ground.settingOf(name);
    const buyers = opened.use(await buyersOf(name, setting.databaseUrl));
    stages.push({ name, setting, ground, load, buyers });
  }
  const blocks: Blocks = new Map(arms.map((name) => [name, []]));
  for (let block = 0; block < plan.blocks; block += 1) {
    // These two take longest: once is enough.
    const once = { ladder: { perSecond: [], seconds: 0 }, brownOut: null };
    const part = block === 0 ? plan : { ...plan, ...once };
    for (const stage of block % 2 === 0 ? stages : stages.toReversed()) {
      const at = `block ${block + 1}/${plan.blocks} ${stage.name}`;
      blocks
        .get(stage.name)
        ?.push(await runBlock({ ...stage, tell: (phase) => tell(`${at}: ${phase}`) }, part));
    }
  }
  return blocks;
}
