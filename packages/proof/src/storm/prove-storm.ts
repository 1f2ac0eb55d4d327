import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createStripeControl } from "../world/stripe-control.ts";
import { dealInParallel } from "./deal-in-parallel.ts";
import { dealOnPostgres } from "./deal-on-postgres.ts";
import { fillGround } from "./fill-ground.ts";
import { measureAcknowledgement } from "./measure-acknowledgement.ts";
import { measureDrain } from "./measure-drain.ts";
import { recordHistories } from "./record-histories.ts";
import { startGround } from "./start-ground.ts";
import { startPostgres } from "./start-postgres.ts";
import { type Dealings, findingsOf, linesOf, type Measures } from "./storm-lines.ts";
import { stormPage } from "./storm-page.ts";

export type StormOptions = {
  reportDir: string;
  tell: (line: string) => void;
  /** Says how far it is; by default nothing does. */
  progress?: (line: string) => void;
  seed: number;
  /** A hundredth of everything, to see that it works: its figures mean nothing. */
  isShort: boolean;
  /** Ends it, and everything that it has started. */
  signal: AbortSignal;
};

/**
 * The webhook storm: real histories dealt again in every order, then a server under a steady rain of events, then one
 * that wakes up to a day's backlog. Takes some six minutes on two cores, and writes `storm.html` into `reportDir`.
 */
export async function proveStorm(options: StormOptions): Promise<{ ok: boolean }> {
  const { reportDir, tell } = options;
  const dealings = await dealAll(options);
  for (const line of linesOf(dealings)) tell(line);
  const measures = await measureAll(options);
  const found = { ...dealings, ...measures };
  for (const line of linesOf(measures)) tell(line);
  const findings = findingsOf(found, options);
  for (const finding of findings) tell(`BROKEN: ${finding}`);
  const report = path.join(reportDir, "storm.html");
  await mkdir(reportDir, { recursive: true });
  await writeFile(report, stormPage(found, findings));
  tell(`Report: ${report}`);
  return { ok: findings.length === 0 };
}

async function dealAll({ tell, progress, seed, isShort, signal }: StormOptions): Promise<Dealings> {
  const many = (count: number): number => (isShort ? count / 100 : count);
  await using postgres = await startPostgres();
  const histories = await recordHistories(await postgres.fresh());
  tell(`Recorded ${histories.length} histories: ${histories.map(({ name }) => name).join("; ")}.`);
  const beganMs = performance.now();
  const dealt = await dealInParallel(
    histories,
    { player: "product", seed, deals: many(100_000) },
    { signal, onProgress: (done) => progress?.(`${done} histories dealt`) },
  );
  const seconds = (performance.now() - beganMs) / 1_000;
  const control = { seed, deals: many(10_000) };
  const trusting = await dealInParallel(histories, { ...control, player: "trusting" });
  const careless = await dealInParallel(histories, {
    ...control,
    player: "product",
    flaws: ["sync without version"],
  });
  progress?.("on PostgreSQL");
  const { url: databaseUrl } = await postgres.fresh();
  const real = await dealOnPostgres(histories, { databaseUrl, deals: many(2_000), seed, signal });
  return { dealt, seconds, trusting, careless, real: real.entries() };
}

async function measureAll({ progress, isShort, signal }: StormOptions): Promise<Measures> {
  await using ground = await startGround();
  progress?.("making subscribers");
  const subscribers = await fillGround(ground, { count: isShort ? 100 : 10_000, signal });
  progress?.("200 events a second");
  const acknowledged = await measureAcknowledgement(ground, subscribers.slice(0, 1_000), {
    perSecond: 200,
    seconds: isShort ? 2 : 30,
    signal,
  });
  progress?.("a backlog");
  const drained = await measureDrain(ground, subscribers, { looksPerSecond: unlimited, signal });
  progress?.("a backlog at Stripe's pace");
  await createStripeControl(ground.stripeUrl).faults({ latencyMs: [100, 300] });
  const paced = await measureDrain(ground, subscribers.slice(0, subscribers.length / 5), {
    looksPerSecond: livePace,
    signal,
  });
  return { acknowledged, drained, paced };
}

/** As fast as this machine can, to see what it can; and what a node does by default with a live key. */
const [unlimited, livePace] = [1_000_000, 80];
