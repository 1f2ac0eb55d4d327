import { numberAxis } from "./axis.ts";
import { draw, type Frame } from "./draw.ts";
import { alarm, ink } from "./ink.ts";

export type TimelineSeries = {
  name: string;
  /** Seconds since the run began, and the value then. */
  points: readonly (readonly [atSeconds: number, value: number])[];
  as?: "line" | "dots";
};

/** Something that happened to the run, at one moment or over a while: a kill, a restart, a brown-out. */
export type TimelineEvent = { atSeconds: number; untilSeconds?: number; text: string };

export type Timeline = Frame & {
  /** What is measured, with its unit. */
  yName: string;
  isLog?: boolean;
  series: readonly TimelineSeries[];
  events?: readonly TimelineEvent[];
};

/** Lines or dots over time, with a mark where something happened. An event's text is drawn once, at its first mark. */
export function plotTimeline({ yName, isLog, series, events = [], ...frame }: Timeline): string {
  const named = new Set<string>();
  const marks = events.flatMap(({ atSeconds, untilSeconds, text }) => {
    const isFirst = !named.has(text);
    named.add(text);
    const mark = (at: number, name: string) => ({
      xAxis: at,
      label: { show: name !== "", formatter: name, color: ink.text, position: "end" as const },
    });
    return [
      mark(atSeconds, isFirst ? text : ""),
      ...(untilSeconds === undefined ? [] : [mark(untilSeconds, "")]),
    ];
  });
  return draw(frame, {
    xAxis: numberAxis({ name: "seconds", min: 0 }),
    yAxis: numberAxis({ name: yName, ...(isLog === undefined ? {} : { isLog }) }),
    series: series.map(({ name, points, as = "line" }, index) => ({
      name,
      type: as === "line" ? "line" : "scatter",
      data: isLog ? points.filter(([, value]) => value > 0) : points,
      symbol: as === "line" ? "none" : "circle",
      symbolSize: 3,
      // One path for all of them: a picture of ten thousand dots stays below half a megabyte.
      large: as === "dots",
      largeThreshold: 200,
      lineStyle: { width: 2 },
      ...(index === 0 && marks.length > 0
        ? {
            markLine: {
              symbol: "none",
              lineStyle: { color: alarm, type: "dashed", width: 1 },
              data: marks,
            },
          }
        : {}),
    })),
  });
}
