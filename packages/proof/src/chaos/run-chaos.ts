import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { type ChaosBuyers, startChaosBuyers } from "./chaos-buyers.ts";
import { type ChaosWorld, startChaosWorld } from "./chaos-world.ts";
import { collectEvidence } from "./collect-evidence.ts";
import type { Finding } from "./finding.ts";
import { judge } from "./judge.ts";
import { keepEvidence } from "./keep-evidence.ts";
import type { Ledger } from "./ledger.ts";
import { makeTrouble } from "./make-trouble.ts";
import { createRandom } from "./random.ts";
import { lastEventMs, type Settled, settleTimes } from "./settle-times.ts";
import { type ChaosCounts, countChaos, progressLine } from "./tell-chaos.ts";
import { beginTimeline, type Timeline } from "./timeline.ts";
import { waitUntilSettled } from "./wait-until-settled.ts";
import type { Guard } from "./without-guard.ts";

export type ChaosOptions = {
  /** How long everything breaks. */
  seconds: number;
  seed: number;
  nodes?: number;
  /** How many have an account, and how many of them are in the shop at a time. */
  people?: number;
  atOnce?: number;
  /** Leaves a guard of the product out: the run must then end red. */
  without?: Guard | null;
  /** Where all that is known goes when something is broken; by default it goes with everything else. */
  keepIn?: string | null;
  tell: (line: string) => void;
  progress: (line: string) => void;
  signal: AbortSignal;
};

export type ChaosResult = {
  ok: boolean;
  findings: Finding[];
  counts: ChaosCounts;
  timeline: Timeline;
  settled: Settled[];
  /** When the last bell was answered; Stripe’s own waits are cut short after 10 s. */
  eventsDoneMs: number;
  isSettled: boolean;
  postgresVersion: string;
};

/** Everybody gets this long after the faults have stopped; in a deployment that works, two or three seconds are enough. */
const patienceMs = 120_000;

/**
 * Buyers buy while nodes are killed, PostgreSQL is restarted, and connections and answers get lost; then the faults stop,
 * it is measured how long everything takes to settle, and every invariant is checked against PostgreSQL and Stripe.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const {
    seed,
    nodes = 3,
    people = 60,
    atOnce = 12,
    without = null,
    keepIn = null,
    tell,
    signal,
  } = options;
  await using opened = new AsyncDisposableStack();
  const random = createRandom(seed);
  const deaths: Finding[] = [];
  const onDeath = (says: string) =>
    deaths.push({ invariant: "no process ends by itself", weight: "differs", says });

  tell(`Starting ${nodes} nodes, PostgreSQL and the local Stripe; ${people} people sign up …`);
  const world = await startChaosWorld({ seed, random, nodes, without, onDeath });
  opened.defer(world.close);
  signal.throwIfAborted();
  let timeline = beginTimeline();
  const buyers = await startChaosBuyers(
    {
      nodes: world.nodes.map(({ url }) => url),
      payUrl: `http://127.0.0.1:${world.wires.stripe.port}`,
      stripeUrl: world.stripe.url,
      people,
      atOnce,
      seed,
    },
    (tally) => timeline.tallies.push({ atSeconds: timeline.seconds(), tally }),
  );
  opened.defer(buyers.close);

  timeline = beginTimeline();
  const told = await breakEverything({ world, buyers, timeline }, options);
  tell("Quiet: the faults have stopped, and everything settles …");
  const quietAtMs = Date.now();
  const ledger = await Promise.race([told.ledger, aborted(signal)]);
  const client = new pg.Client({ connectionString: world.database.url() });
  await client.connect();
  opened.defer(() => client.end());
  await world.control.faults({});
  const isSettled = await waitUntilSettled(client, world, { withinMs: patienceMs, signal });
  const settled = await settleTimes(client, { quietAtMs, ledger });

  const eventsDoneMs = await lastEventMs(client, quietAtMs);
  tell("Looking at every account, here and at Stripe …");
  const { database, foreign, stripe } = world;
  const evidence = await collectEvidence({
    databaseUrl: database.url(),
    stripeUrl: stripe.url,
    stripe: foreign,
    ledger,
  });
  const findings = [...deaths, ...judge(evidence)];
  const versions = await client.query<{ server_version: string }>("SHOW server_version");
  const postgresVersion = versions.rows[0]?.server_version ?? "unknown";
  const counts = await countChaos(world, { timeline, evidence });
  if (counts.paid === 0)
    findings.push({ invariant: "somebody buys", weight: "differs", says: "nobody paid anything" });
  const ok = findings.length === 0 && isSettled;
  if (!ok && keepIn !== null)
    await keepEvidence({ client, evidence, logFolder: world.logFolder }, keepIn);
  return { ok, findings, counts, timeline, settled, eventsDoneMs, isSettled, postgresVersion };
}

type Running = { world: ChaosWorld; buyers: ChaosBuyers; timeline: Timeline };

/** Answers at the moment in which nothing breaks any more; the buyers are then on their way home. */
async function breakEverything(
  { world, buyers, timeline }: Running,
  { seconds, seed, progress, signal }: ChaosOptions,
): Promise<{ ledger: Promise<Ledger> }> {
  const random = createRandom(seed).branch("trouble");
  buyers.begin();
  const trouble = makeTrouble(world, { random, timeline });
  try {
    while (timeline.seconds() < seconds) {
      await pause(Math.min(3_000, Math.max(0, seconds - timeline.seconds()) * 1_000), null, {
        signal,
      });
      const { sessions } = await world.stripe.look();
      timeline.sessions.push([timeline.seconds(), sessions]);
      progress(progressLine(timeline, { sessions, seconds }));
    }
  } finally {
    await trouble.stop();
  }
  return { ledger: buyers.quiet() };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
}
