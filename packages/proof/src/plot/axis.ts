import { ink } from "./ink.ts";

export type AxisOptions = {
  name: string;
  /** Of ten each: for what differs by orders of magnitude. Values must be above zero. */
  isLog?: boolean;
  /** Also where bars begin. */
  min?: number;
  max?: number;
  label?: (value: number) => string;
};

/** An axis of numbers, its name along it. */
export function numberAxis({ name, isLog = false, min, max, label = shortNumber }: AxisOptions) {
  return {
    type: isLog ? ("log" as const) : ("value" as const),
    name,
    nameLocation: "middle" as const,
    nameTextStyle: { color: ink.faint },
    axisLabel: { color: ink.faint, formatter: label },
    axisLine: { show: true, lineStyle: { color: ink.grid } },
    splitLine: { lineStyle: { color: ink.grid } },
    ...(min === undefined ? {} : { min, startValue: min }),
    ...(max === undefined ? {} : { max }),
  };
}

/** Four signs at most: 0.25, 18, 1.2k, 3M. */
export function shortNumber(value: number): string {
  const [divisor, sign] = (
    [
      [1e6, "M"],
      [1e3, "k"],
    ] as const
  ).find(([size]) => Math.abs(value) >= size) ?? [1, ""];
  return `${Number((value / divisor).toPrecision(3))}${sign}`;
}
