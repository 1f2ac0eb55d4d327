import { setTimeout as pause } from "node:timers/promises";
import type { FaultPlan } from "../world/stripe-control.ts";
import type { ChaosWorld } from "./chaos-world.ts";
import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";

const killEveryMs = 3_000;
const restartEveryMs = 10_000;

/** On average; each wire has many connections, and a fault hits one of them. */
const faultEveryMs = { database: 900, stripe: 400, webhooks: 1_500, door: 1_200 };

/** A Stripe on a bad day. Percentages of requests; the waits are of its own, before and after it does the work. */
const badDay: FaultPlan = {
  latencyMs: [20, 200],
  lostRequest: 0.01,
  lostAnswer: 0.02,
  error429: 0.01,
  error500: 0.01,
  error500Saved: 0.005,
  webhooks: { delayMs: [0, 400], duplicate: 0.1, shuffle: true },
};
const goodDay: FaultPlan = { latencyMs: [20, 200] };

/** And its worst moments: so slow that whoever was cut off asks again while the first request is still at work (409). */
const brownOut: FaultPlan = { ...badDay, latencyMs: [600, 3_000] };
const brownOutEveryMs = 8_000;
const brownOutMs = 1_500;

/** Kills, restarts and cuts until it is told to stop; answers when everything is up again and nothing breaks any more. */
export function makeTrouble(
  { nodes, database, wires, control }: ChaosWorld,
  { random, timeline }: { random: Random; timeline: Timeline },
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const proxies = [...Object.values(wires), ...nodes.map(({ door }) => door)];
  wires.database.disturb(faultEveryMs.database);
  wires.stripe.disturb(faultEveryMs.stripe);
  wires.webhooks.disturb(faultEveryMs.webhooks);
  for (const { door } of nodes) door.disturb(faultEveryMs.door);

  const underWay = new Set<Promise<void>>();
  const doing = (work: Promise<void>): void => {
    const tracked = work.finally(() => underWay.delete(tracked));
    // Whoever waits at the end hears of it; until then it must not end the process.
    tracked.catch(() => {});
    underWay.add(tracked);
  };
  const every = async (ms: number, strike: () => void): Promise<void> => {
    for (;;) {
      await pause(ms, null, { signal });
      strike();
    }
  };
  const stopped = (error: unknown): void => {
    if (!signal.aborted) throw error;
  };

  async function killOne(): Promise<void> {
    const up = nodes.filter((node) => node.isUp());
    if (up.length === 0) return;
    const node = random.pick(up);
    const atSeconds = timeline.seconds();
    await node.killAndRestart();
    timeline.kills.push({ atSeconds, untilSeconds: timeline.seconds(), node: node.name });
  }

  async function restartDatabase(): Promise<void> {
    const atSeconds = timeline.seconds();
    await database.restart();
    timeline.restarts.push({ atSeconds, untilSeconds: timeline.seconds() });
  }

  async function dim(): Promise<void> {
    for (;;) {
      await control.faults(badDay);
      await pause(brownOutEveryMs - brownOutMs, null, { signal });
      await control.faults(brownOut);
      await pause(brownOutMs, null, { signal });
    }
  }

  const loops = [
    dim().catch(stopped),
    every(killEveryMs, () => doing(killOne())).catch(stopped),
    every(restartEveryMs, () => doing(restartDatabase())).catch(stopped),
  ];
  return {
    stop: async () => {
      stopping.abort();
      for (const proxy of proxies) proxy.quiet();
      await Promise.all(loops);
      await control.faults(goodDay);
      await Promise.all(underWay);
    },
  };
}
