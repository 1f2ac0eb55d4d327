import { setTimeout as pause } from "node:timers/promises";
import { allArms } from "../arms/all-arms.ts";
import type { ArmName, ArmSetting } from "../arms/arm.ts";
import { type RunningArm, startArm } from "../arms/start-arm.ts";
import type { AtStripe } from "../ground/count-at-stripe.ts";
import { type Ground, secretWebhook } from "../ground/start-ground.ts";
import { type Load, startReading } from "../load/start-load.ts";
import { answersOf, type Block } from "./block.ts";
import { type BuyersOf, twice } from "./buyers-of.ts";
import { latency, type Plan } from "./plan.ts";
import { runBrownOut } from "./run-brown-out.ts";

export type Stage = {
  name: ArmName;
  setting: ArmSetting;
  ground: Ground;
  load: Load;
  buyers: BuyersOf;
  count: () => Promise<AtStripe>;
  tell: (phase: string) => void;
};

/** One arm, freshly started, through all phases. It is alone on the machine with PostgreSQL, Stripe and the load. */
export async function runBlock(stage: Stage, plan: Plan): Promise<Block> {
  const { ground, name, setting, tell } = stage;
  tell("warming up");
  await using arm = await startArm(name, setting);
  await using _bell = await hangBell(stage, arm);
  await warmUp(stage, arm);
  await stage.count();
  await ground.takeStripeTimes();

  tell(`${plan.twice.perSecond} buyers/s press twice`);
  const pressedTwice = await pressTwice(stage, arm, plan);
  tell(`${plan.steady.perSecond} buyers/s`);
  const steady = await runSteady(stage, arm, plan);
  const brownOut = plan.brownOut === null ? null : await runBrownOut(stage, arm, plan.brownOut);
  const crowds: Block["crowds"] = [];
  for (const clients of plan.crowd.clients) {
    tell(`${clients} clients at once`);
    crowds.push(await runCrowd(stage, arm, { ...plan.crowd, clients }));
  }
  const { peakMemoryMb } = await arm.figures();
  await arm[Symbol.asyncDispose]();
  // What the arm has asked of Stripe last is there in half a second.
  await pause(2 * latency.fixedMs);
  await ground.control.faults({});
  const crowdsAtStripe = await stage.count();
  return { twice: pressedTwice, steady, brownOut, crowds, crowdsAtStripe, peakMemoryMb };
}

/** Idem's worker is rung as the README has it registered; the others do nothing at these events that a start causes. */
async function hangBell({ name, ground }: Stage, arm: RunningArm): Promise<AsyncDisposable> {
  if (name !== "idem") return { [Symbol.asyncDispose]: async () => {} };
  const { id } = await ground.stripe.webhookEndpoints.create({
    url: `${arm.url}/webhooks/stripe`,
    enabled_events: [
      "checkout.session.completed",
      "checkout.session.expired",
      "customer.subscription.created",
      "customer.subscription.updated",
      "customer.subscription.deleted",
      "customer.deleted",
    ],
    metadata: { secret: secretWebhook },
  });
  return {
    [Symbol.asyncDispose]: async () => {
      await ground.stripe.webhookEndpoints.del(id);
    },
  };
}

/** Until the compiler has seen the way of a start a few hundred times. */
async function warmUp({ name, ground, load, buyers }: Stage, arm: RunningArm): Promise<void> {
  await ground.control.faults({ latencyMs: 20 });
  const starts = (await buyers.take(300)).flat();
  await load.run({
    is: "closed",
    urls: [arm.url],
    answerHas: allArms[name].answerHas,
    clients: 10,
    seconds: 3,
    drainSeconds: 2,
    starts,
  });
  await ground.control.faults({});
}

async function pressTwice(stage: Stage, arm: RunningArm, plan: Plan): Promise<Block["twice"]> {
  const { ground, load, buyers, name } = stage;
  const { perSecond, seconds } = plan.twice;
  const presses = await buyers.take(perSecond * seconds, twice);
  await ground.control.faults({ latencyMs: latency.usualMs });
  const samples = await load.run({
    is: "open",
    urls: [arm.url],
    answerHas: allArms[name].answerHas,
    perSecond,
    buyers: presses,
  });
  await ground.control.faults({});
  return { ...answersOf(samples), ...(await stage.count()) };
}

async function runSteady(stage: Stage, arm: RunningArm, plan: Plan): Promise<Block["steady"]> {
  const { ground, load, buyers, name, setting } = stage;
  const { perSecond, seconds } = plan.steady;
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
    ...(await stage.count()),
    addedMs: served.map(({ name: start, tookMs }) => tookMs - timeOf(start).tookMs),
    calls: each(served.reduce((sum, { name: start }) => sum + timeOf(start).calls, 0)),
    heldMs: each(after.heldMs - before.heldMs),
    cpuMs: each(after.cpuMs - before.cpuMs),
    insideMs: reads.inside.map(([, tookMs]) => tookMs),
    outsideMs: reads.outside.map(([, tookMs]) => tookMs),
  };
}

/** More than any arm serves a second on two cores. */
const mostPerSecond = 600;

/** Whoever is still waiting then is cut off, and is gone before the pipes of the next crowd are full. */
const drainSeconds = 2.5;

async function runCrowd(
  stage: Stage,
  arm: RunningArm,
  crowd: { clients: number; fillSeconds: number; seconds: number },
): Promise<Block["crowds"][number]> {
  const { ground, load, buyers, name } = stage;
  const { clients, fillSeconds, seconds } = crowd;
  const all = fillSeconds + seconds;
  const most = Math.min(clients, mostPerSecond) * all;
  const starts = (await buyers.take(Math.ceil(clients + most))).flat();
  await ground.control.faults({ latencyMs: latency.fixedMs });
  const samples = await load.run({
    is: "closed",
    urls: [arm.url],
    answerHas: allArms[name].answerHas,
    clients,
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
