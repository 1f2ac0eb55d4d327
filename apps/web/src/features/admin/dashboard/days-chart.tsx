import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { ChartFrame, ChartTip, tickLook } from "./chart-frame.tsx";
import { type Day, dateText } from "./day-text.ts";
import type { Series } from "./legend.tsx";
import { colourOf } from "./tones.ts";

/** A bar for each day, its kinds on top of each other. */
export const DaysChart = ({ series, days }: { series: Series[]; days: Day[] }) => (
  <ChartFrame height={192}>
    <BarChart
      data={days}
      margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis dataKey="day" tickFormatter={dayTick} minTickGap={32} {...tickLook} />
      <YAxis allowDecimals={false} width={36} {...tickLook} />
      <Tooltip
        cursor={{ fill: "var(--sunken)" }}
        isAnimationActive={false}
        content={<ChartTip title={dateText} value={String} />}
      />
      {series.map(({ name, tone }, part) => (
        <Bar
          key={name}
          name={name}
          stackId="day"
          dataKey={(day: Day) => day.values[part] ?? 0}
          fill={colourOf(tone)}
          isAnimationActive={false}
        />
      ))}
    </BarChart>
  </ChartFrame>
);

const dayTick = (day: string): string => dateText(day).replace(/,? \d{4}$/, "");
