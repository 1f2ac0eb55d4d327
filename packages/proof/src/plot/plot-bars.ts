import { numberAxis, shortNumber } from "./axis.ts";
import { draw, type Frame } from "./draw.ts";
import { ink } from "./ink.ts";

export type Bars = Frame & {
  /** One bar (of each series) for each, from the top down. */
  names: readonly string[];
  /** `null`: not measured; drawn as nothing. */
  series: readonly { name: string; values: readonly (number | null)[] }[];
  /** What is measured, with its unit. */
  xName: string;
  isLog?: boolean;
};

/** Lying bars with their value beside them. On a log scale a zero is written, and has no length. */
export function plotBars({ names, series, xName, isLog = false, ...frame }: Bars): string {
  const above = series.flatMap(({ values }) =>
    values.filter((value) => value !== null).filter((value) => value > 0),
  );
  const smallest = above.length === 0 ? 1 : Math.min(...above);
  const floor = isLog ? 10 ** Math.floor(Math.log10(smallest) - 1e-9) : 0;
  const height = frame.height ?? 110 + names.length * (14 + 18 * series.length);
  return draw(
    { ...frame, height },
    {
      ...(series.length > 1 ? {} : { legend: { show: false } }),
      xAxis: numberAxis({ name: xName, isLog, ...(isLog ? { min: floor } : {}) }),
      yAxis: {
        type: "category",
        inverse: true,
        data: [...names],
        axisLabel: { color: ink.text },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.grid } },
      },
      series: series.map(({ name, values }) => ({
        name,
        type: "bar",
        barMaxWidth: 18,
        data: values.map((value) =>
          value === null
            ? "-"
            : {
                value: isLog ? Math.max(value, floor) : value,
                label: {
                  show: true,
                  position: "right",
                  color: ink.text,
                  formatter: shortNumber(value),
                },
              },
        ),
      })),
    },
  );
}
