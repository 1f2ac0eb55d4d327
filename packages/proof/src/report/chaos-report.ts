import type { ChaosResult } from "../chaos/run-chaos.ts";
import { detailLines, findingLines, verdictLine } from "../chaos/tell-chaos.ts";
import { totalOf } from "../chaos/timeline.ts";
import { plotDistribution } from "../plot/plot-distribution.ts";
import { plotTimeline, type TimelineEvent } from "../plot/plot-timeline.ts";
import { describeMachine } from "./describe-machine.ts";
import { reportPage } from "./report-page.ts";

/** One chaos run as a page: what happened when, what buyers noticed of it, and how soon all was well. */
export function chaosReport(result: ChaosResult, facts: readonly [string, string][]): string {
  return reportPage({
    title: "Idem, proved by breaking everything else",
    verdict: verdictLine(result),
    ok: result.ok,
    details: detailLines(result),
    findings: findingLines(result.findings),
    pictures: [checkouts(result), errors(result), latency(result), settling(result)],
    facts: [...describeMachine(), ["PostgreSQL", result.postgresVersion], ...facts],
  });
}

type Point = readonly [number, number];

const restartsOf = ({ timeline }: ChaosResult): TimelineEvent[] =>
  timeline.restarts.map(({ atSeconds }) => ({ atSeconds, text: "database restarted" }));

/** A dot for each kill, on a line that is drawn anyway: as marks, so many of them would hide what happened. */
const killsOn = ({ timeline }: ChaosResult, heightAt: (atSeconds: number) => number) => ({
  name: "node killed",
  as: "dots" as const,
  points: timeline.kills.map(({ atSeconds }): Point => [atSeconds, heightAt(atSeconds)]),
});

function checkouts(result: ChaosResult): string {
  const { timeline } = result;
  let paid = 0;
  const paidPoints = timeline.tallies.map(({ atSeconds, tally }): Point => {
    paid += tally.paid;
    return [atSeconds, paid];
  });
  return plotTimeline({
    title: "Checkouts",
    subtitle: "sessions that Stripe made, and those of them that were paid",
    yName: "checkouts",
    series: [
      { name: "made", points: [[0, 0], ...timeline.sessions] },
      { name: "paid", points: paidPoints },
      killsOn(
        result,
        (atSeconds) => timeline.sessions.findLast(([at]) => at <= atSeconds)?.[1] ?? 0,
      ),
    ],
    events: restartsOf(result),
  });
}

function errors(result: ChaosResult): string {
  return plotTimeline({
    title: "Errors that buyers saw",
    subtitle: "each half second; every one was answered by pressing again",
    yName: "errors",
    series: [
      {
        name: "errors",
        points: result.timeline.tallies.map(
          ({ atSeconds, tally }): Point => [atSeconds, totalOf(tally.errors)],
        ),
      },
      killsOn(result, () => 0),
    ],
    events: restartsOf(result),
  });
}

function latency({ timeline }: ChaosResult): string {
  return plotTimeline({
    title: "From pressing Continue to the pay page",
    subtitle: "with every press again that it took",
    yName: "ms",
    isLog: true,
    series: [
      {
        name: "starts",
        as: "dots",
        points: timeline.tallies.flatMap(({ atSeconds, tally }) =>
          tally.startsMs.map((ms): Point => [atSeconds, ms]),
        ),
      },
    ],
    events: timeline.restarts.map((lasting) => ({ ...lasting, text: "database restarted" })),
  });
}

function settling({ settled }: ChaosResult): string {
  return plotDistribution({
    title: "Settled after the faults had stopped",
    subtitle: "every effect known, our rows as Stripe has them, the return page final; by account",
    yName: "ms",
    series: [{ name: "accounts", values: settled.map(({ ms }) => ms) }],
  });
}
