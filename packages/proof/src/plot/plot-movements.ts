import type { MrrMonth } from "@idem/domain";
import { numberAxis } from "./axis.ts";
import { draw, type Frame } from "./draw.ts";
import { ink } from "./ink.ts";

export type Movements = Frame & { months: readonly MrrMonth[] };

const above = ["new", "expansion", "reactivation"] as const;
const below = ["contraction", "churn"] as const;

/** What came stands above the line and what went hangs below it; the curve is what each month ended with. */
export function plotMovements({ months, ...frame }: Movements): string {
  const bar = (name: (typeof above)[number] | (typeof below)[number], sign: 1 | -1) => ({
    name,
    type: "bar",
    stack: "movements",
    barMaxWidth: 26,
    data: months.map((month) => sign * month[name]),
  });
  return draw(frame, {
    xAxis: {
      type: "category",
      data: months.map(({ month }) => month),
      axisLabel: { color: ink.faint },
      axisLine: { lineStyle: { color: ink.grid } },
      axisTick: { show: false },
    },
    yAxis: numberAxis({ name: "minor units a month" }),
    series: [
      ...above.map((name) => bar(name, 1)),
      ...below.map((name) => bar(name, -1)),
      {
        name: "ending",
        type: "line",
        symbol: "circle",
        symbolSize: 5,
        lineStyle: { width: 2 },
        data: months.map(({ ending }) => ending),
      },
    ],
  });
}
