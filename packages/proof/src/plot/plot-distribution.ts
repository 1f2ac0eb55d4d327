import { numberAxis } from "./axis.ts";
import { draw, type Frame } from "./draw.ts";

export type Distribution = Frame & {
  series: readonly { name: string; values: readonly number[] }[];
  /** What is measured, with its unit. */
  yName: string;
  isLog?: boolean;
};

/**
 * What share of the values lies below: each further tick is ten times rarer (50, 90, 99, 99.9 %), so that the slow few,
 * which a histogram hides in its last column, have most of the picture.
 */
export function plotDistribution({ series, yName, isLog = false, ...frame }: Distribution): string {
  const largest = Math.max(...series.map(({ values }) => values.length), 10);
  return draw(frame, {
    xAxis: numberAxis({
      name: "share of the values below",
      isLog: true,
      min: 1,
      max: 10 ** Math.ceil(Math.log10(largest)),
      label: (oneIn) => `${Number((100 * (1 - 1 / oneIn)).toFixed(6))} %`,
    }),
    yAxis: numberAxis({ name: yName, isLog }),
    series: series.map(({ name, values }) => ({
      name,
      type: "line",
      step: "end",
      symbol: "none",
      lineStyle: { width: 2 },
      data: tail(isLog ? values.filter((value) => value > 0) : values),
    })),
  });
}

/** At most 400 points, close together where values are rare: [1 in how many is slower, the value]. */
function tail(values: readonly number[]): [oneIn: number, value: number][] {
  const sorted = values.toSorted((a, b) => a - b);
  const steps = 400;
  const points = Array.from({ length: steps + 1 }, (_, step) => sorted.length ** (step / steps));
  return points.flatMap((oneIn) => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * (1 - 1 / oneIn)))];
    return value === undefined ? [] : [[oneIn, value] satisfies [number, number]];
  });
}
