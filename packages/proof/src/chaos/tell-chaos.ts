import type { StripeLook } from "./chaos-stripe.ts";
import type { ChaosWorld } from "./chaos-world.ts";
import type { Evidence } from "./evidence.ts";
import { type NetworkFault, networkFaults } from "./fault-proxy.ts";
import type { Finding, Weight } from "./finding.ts";
import { countOne } from "./ledger.ts";
import type { ChaosResult } from "./run-chaos.ts";
import type { Settled } from "./settle-times.ts";
import { type Lasting, type Sums, sumOf, type Timeline, totalOf } from "./timeline.ts";

export type ChaosCounts = {
  accounts: number;
  nodes: number;
  /** Sessions that Stripe made, and those of them that were paid. */
  checkouts: number;
  paid: number;
  kills: number;
  restarts: number;
  network: Record<NetworkFault, number>;
  stripe: StripeLook["totals"];
  buyers: Sums;
};

export async function countChaos(
  world: ChaosWorld,
  { timeline, evidence }: { timeline: Timeline; evidence: Evidence },
): Promise<ChaosCounts> {
  const { sessions, paid, totals } = await world.stripe.look();
  const proxies = [...Object.values(world.wires), ...world.nodes.map(({ door }) => door)];
  const network = { cut: 0, stall: 0, "half-open": 0, refuse: 0 };
  for (const proxy of proxies)
    for (const fault of networkFaults) network[fault] += proxy.happened()[fault];
  return {
    accounts: evidence.accounts.length,
    nodes: world.nodes.length,
    checkouts: sessions,
    paid,
    kills: timeline.kills.length,
    restarts: timeline.restarts.length,
    network,
    stripe: totals,
    buyers: sumOf(timeline),
  };
}

const whole = (count: number): string => count.toLocaleString("en-US");

export function progressLine(
  timeline: Timeline,
  { sessions, seconds }: { sessions: number; seconds: number },
): string {
  const { paid, errors, pressedAgain } = sumOf(timeline);
  const at = `${Math.round(timeline.seconds())}/${seconds} s`.padStart(9);
  return `${at}  ${whole(sessions)} checkouts, ${whole(paid)} paid, ${timeline.kills.length} kills, ${timeline.restarts.length} database restarts, ${whole(totalOf(errors))} errors seen, ${whole(pressedAgain)} pressed again`;
}

/** The one line, true whatever it says. */
export function verdictLine({ counts, findings, settled, isSettled }: ChaosResult): string {
  const of = (weight: Weight) => findings.filter((finding) => finding.weight === weight).length;
  const differs = of("differs");
  const parts = [
    `${of("duplicate")} duplicates`,
    `${of("lost")} lost`,
    ...(differs > 0 ? [`${differs} differences`] : []),
    isSettled ? `all settled ${seconds(msOf(settled), 0.99)} after quiet (p99)` : "NOT all settled",
  ];
  const { checkouts, nodes, kills, restarts } = counts;
  return `${whole(checkouts)} checkouts, ${nodes} nodes, ${kills} kills, ${restarts} database restarts: ${parts.join(", ")}`;
}

/** What was done to them, in a few lines more. */
export function detailLines({ counts, settled, eventsDoneMs, timeline }: ChaosResult): string[] {
  const startsMs = timeline.tallies.flatMap(({ tally }) => tally.startsMs);
  const { network, stripe, buyers, accounts, paid } = counts;
  const list = (of: Record<string, number>) =>
    Object.entries(of)
      .toSorted(([, a], [, b]) => b - a)
      .map(([name, count]) => `${whole(count)} ${name}`)
      .join(", ");
  return [
    `${whole(accounts)} accounts; ${whole(paid)} of the checkouts were paid, ${whole(buyers.declined)} cards declined, ${whole(buyers.cancelled)} subscriptions cancelled at Stripe`,
    `visits: ${list(buyers.visits)}`,
    `network: ${list(network)}`,
    `Stripe: ${whole(stripe.requests)} requests, ${whole(stripe.replayed)} answered again from their key; ${list(stripe.faults)}; statuses ${list(stripe.statuses)}`,
    `buyers pressed Continue ${whole(buyers.presses)} times, ${whole(buyers.pressedAgain)} of them after an error; saw ${list(buyers.errors)}`,
    `refused: ${list(buyers.refusals)}`,
    `back after: a killed node ${seconds(timeline.kills.map(lasted), 0.5)}, PostgreSQL ${seconds(timeline.restarts.map(lasted), 0.5)} (p50); from the press to the pay page p50 ${seconds(startsMs, 0.5)}, p99 ${seconds(startsMs, 0.99)}`,
    `settled after quiet: p50 ${seconds(msOf(settled), 0.5)}, p99 ${seconds(msOf(settled), 0.99)}, the last ${seconds(msOf(settled), 1)}; waited last for: ${list(countLast(settled))}; the last event was done after ${(eventsDoneMs / 1_000).toFixed(1)} s`,
  ];
}

const shownFindings = 20;

export function findingLines(findings: readonly Finding[]): string[] {
  const more = findings.length - shownFindings;
  return [
    ...findings
      .slice(0, shownFindings)
      .map(({ invariant, weight, says }) => `BROKEN (${weight}): ${invariant} — ${says}`),
    ...(more > 0 ? [`… and ${more} more.`] : []),
  ];
}

const msOf = (settled: readonly Settled[]): number[] => settled.map(({ ms }) => ms);

/** What the accounts that were not settled at once waited for. */
function countLast(settled: readonly Settled[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { ms, last } of settled) if (ms > 0) countOne(counts, last);
  return counts;
}

const lasted = ({ atSeconds, untilSeconds }: Lasting): number => (untilSeconds - atSeconds) * 1_000;

const seconds = (ms: readonly number[], share: number): string =>
  `${(quantile(ms, share) / 1_000).toFixed(1)} s`;

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
