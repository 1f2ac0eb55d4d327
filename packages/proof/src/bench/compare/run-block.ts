import { setTimeout as pause } from "node:timers/promises";
import { startArm } from "../arms/start-arm.ts";
import type { Block } from "./block.ts";
import { climbLadder } from "./climb-ladder.ts";
import { hangBell } from "./hang-bell.ts";
import { latency, type Plan } from "./plan.ts";
import { pressTwice } from "./press-twice.ts";
import { runBrownOut } from "./run-brown-out.ts";
import { runCrowd } from "./run-crowd.ts";
import { runSteady } from "./run-steady.ts";
import type { Stage } from "./stage.ts";
import { warmUp } from "./warm-up.ts";

/** One arm, freshly started, through all phases. It is alone on the machine with PostgreSQL, Stripe and the load. */
export async function runBlock(stage: Stage, plan: Plan): Promise<Block> {
  const played = await playPhases(stage, plan);
  const brownOut = plan.brownOut === null ? null : await playBrownOut(stage, plan.brownOut);
  return { ...played, brownOut };
}

async function playPhases(stage: Stage, plan: Plan): Promise<Omit<Block, "brownOut">> {
  const { ground, name, setting, tell } = stage;
  tell("warming up");
  await using arm = await startArm(name, setting);
  await using _bell = await hangBell(stage, arm);
  await warmUp(stage, [arm]);
  await ground.count();

  tell(`${plan.twice.perSecond} buyers/s press twice`);
  const pressedTwice = await pressTwice(stage, [arm], plan.twice);
  tell(`${plan.steady.perSecond} buyers/s`);
  const steady = await runSteady(stage, arm, plan.steady);
  const carried = await climbLadder(stage, arm, plan.ladder);
  const crowds: Block["crowds"] = [];
  for (const crowd of plan.crowds) {
    tell(`${crowd.clients} clients at once`);
    crowds.push(await runCrowd(stage, [arm], crowd));
  }
  const { peakMemoryMb } = await arm.figures();
  await arm[Symbol.asyncDispose]();
  // What the arm has asked of Stripe last is there in half a second.
  await pause(2 * latency.fixedMs);
  await ground.control.faults({});
  const crowdsAtStripe = await ground.count();
  return { twice: pressedTwice, steady, carried, crowds, crowdsAtStripe, peakMemoryMb };
}

/** With a server of its own: what it leaves behind is nobody else's figure. */
async function playBrownOut(
  stage: Stage,
  plan: NonNullable<Plan["brownOut"]>,
): Promise<Block["brownOut"]> {
  await using arm = await startArm(stage.name, stage.setting);
  await using _bell = await hangBell(stage, arm);
  await warmUp(stage, [arm]);
  await stage.ground.count();
  // Awaited here: the arm and its bell are taken away as soon as this function returns.
  return await runBrownOut(stage, arm, plan);
}
