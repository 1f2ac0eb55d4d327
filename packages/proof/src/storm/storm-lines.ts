import type { DealtMany } from "./deal-many.ts";
import type { Acknowledgement } from "./measure-acknowledgement.ts";
import type { Drain } from "./measure-drain.ts";
import { divergent, type TallyEntry, timesOf } from "./tally.ts";

export type Dealings = {
  dealt: DealtMany;
  seconds: number;
  /** Negative controls, on the same deals. */
  trusting: DealtMany;
  careless: DealtMany;
  real: TallyEntry[];
};

export type Measures = { acknowledged: Acknowledgement; drained: Drain; paced: Drain };

const limits = { acknowledgedP99Ms: 50, drainedPerSecond: 1_000 } as const;

/** What was found, a sentence each, with its figures. */
export function linesOf(found: Dealings | Measures): string[] {
  if ("acknowledged" in found) return measureLines(found);
  const { dealt, seconds, trusting, careless, real } = found;
  const of = (entries: readonly TallyEntry[]) =>
    `${grouped(timesOf(divergent([...entries])))} of ${grouped(timesOf(entries))}`;
  const histories = grouped(timesOf(dealt.entries));
  return [
    `${histories} histories dealt in other orders, ${grouped(dealt.deliveries)} deliveries, ${grouped(dealt.looks)} looks: ` +
      `${grouped(timesOf(divergent(dealt.entries)))} divergent final states (${grouped(timesOf(dealt.entries) / seconds)}/s).`,
    `On PostgreSQL, two nodes: ${grouped(timesOf(divergent([...dealt.entries, ...real])) - timesOf(divergent(dealt.entries)))} of ${grouped(timesOf(real))} divergent.`,
    `Writing what the payloads say: ${of(trusting.entries)} divergent. Writing answers that have grown old: ${of(careless.entries)}.`,
  ];
}

function measureLines({ acknowledged, drained, paced }: Measures): string[] {
  const { report, perSecond, stored, doneMeanwhile, settledAfterSeconds } = acknowledged;
  const tookMs = report.map((one) => one.tookMs);
  return [
    `${grouped(report.length)} events at ${perSecond}/s, from when each was to be sent: acknowledged in ` +
      `p50 ${fixed(quantile(tookMs, 0.5))} ms, p99 ${fixed(quantile(tookMs, 0.99))} ms, at most ${fixed(Math.max(...tookMs))} ms; ` +
      `with the warm-up's ${grouped(doneMeanwhile)} of ${grouped(stored)} were done by then, the rest ${fixed(settledAfterSeconds)} s later.`,
    `A backlog as fast as it goes: ${drainLine(drained)}`,
    `A backlog as a node drains it with a live key, Stripe taking 100 to 300 ms: ${drainLine(paced)}`,
  ];
}

const drainLine = ({ events, accounts, seconds, stripeReads, wrong }: Drain): string =>
  `${grouped(events)} events of ${grouped(accounts)} accounts in ${fixed(seconds)} s, ${grouped(events / seconds)}/s, ` +
  `${grouped(stripeReads)} reads at Stripe (${fixed(stripeReads / seconds)}/s), ${wrong} accounts wrong.`;

/** Everything that is not as promised; of a short storm, whose figures mean nothing, only what is wrong. */
export function findingsOf(
  found: Dealings & Measures,
  { isShort }: { isShort: boolean },
): string[] {
  const { dealt, trusting, careless, real, acknowledged, drained, paced } = found;
  const tookMs = acknowledged.report.map((one) => one.tookMs);
  const refused = acknowledged.report.filter(({ status }) => status !== 200).length;
  const perSecond = drained.events / drained.seconds;
  const p99Ms = quantile(tookMs, 0.99);
  const checks: [isBroken: boolean, sentence: string][] = [
    [dealt.faults.length > 0, `In memory: ${dealt.faults.slice(0, 3).join("; ")}`],
    [
      refused > 0,
      `${refused} of ${acknowledged.report.length} events were not taken at the first try.`,
    ],
    [drained.wrong + paced.wrong > 0, "A drained account does not say what Stripe says."],
    [divergent(trusting.entries).length === 0, "The payloads' writer was not caught."],
  ];
  const figures: typeof checks = [
    [divergent(careless.entries).length === 0, "The writer of old answers was not caught."],
    [p99Ms > limits.acknowledgedP99Ms, `Acknowledged in p99 ${fixed(p99Ms)} ms, not 50.`],
    [
      perSecond < limits.drainedPerSecond,
      `A backlog went at ${grouped(perSecond)} events/s, not at 1,000.`,
    ],
  ];
  return [
    ...divergent([...dealt.entries, ...real]).map(
      ({ history, state, times, seed }) =>
        `"${history}" ended ${times} times otherwise (seed ${seed}): ${state}`,
    ),
    ...[...checks, ...(isShort ? [] : figures)].flatMap(([isBroken, sentence]) =>
      isBroken ? [sentence] : [],
    ),
  ];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const grouped = (value: number): string => Math.round(value).toLocaleString("en");
const fixed = (value: number): string => value.toFixed(1);
