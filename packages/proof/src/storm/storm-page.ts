import { plotDistribution } from "../plot/plot-distribution.ts";
import { plotTimeline } from "../plot/plot-timeline.ts";
import { describeMachine } from "../report/describe-machine.ts";
import { reportPage } from "../report/report-page.ts";
import { type Dealings, linesOf, type Measures } from "./storm-lines.ts";

/** The report of a storm: one page with its figures and pictures. */
export function stormPage(found: Dealings & Measures, findings: readonly string[]): string {
  const { acknowledged, drained, paced, dealt, seconds, trusting, careless, real } = found;
  const dealings: Dealings = { dealt, seconds, trusting, careless, real };
  const measures: Measures = { acknowledged, drained, paced };
  const [verdict = "", ...details] = [...linesOf(dealings), ...linesOf(measures)];
  return reportPage({
    title: "The webhook storm",
    verdict,
    ok: findings.length === 0,
    details,
    findings,
    pictures: [
      plotDistribution({
        title: "From when an event was to be sent until it was acknowledged",
        subtitle: `${acknowledged.report.length} events at ${acknowledged.perSecond}/s from another process, while their work was done`,
        yName: "ms",
        isLog: true,
        series: [{ name: "acknowledged", values: acknowledged.report.map((one) => one.tookMs) }],
      }),
      plotTimeline({
        title: "Acknowledgements over time",
        yName: "ms",
        series: [
          {
            name: "acknowledged",
            as: "dots",
            points: acknowledged.report.map(({ atMs, tookMs }) => [atMs / 1_000, tookMs]),
          },
        ],
      }),
      plotTimeline({
        title: "A backlog of events, and one server that is started on it",
        subtitle: "As fast as it goes, and at the pace that Stripe allows with a live key",
        yName: "events left",
        series: [
          { name: "as fast as it goes", points: drained.left },
          { name: "at Stripe's pace", points: paced.left },
        ],
      }),
    ],
    facts: describeMachine(),
  });
}
