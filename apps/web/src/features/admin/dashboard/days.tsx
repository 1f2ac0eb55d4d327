import { lazy, Suspense, useId } from "react";
import { dashboardTexts } from "../../../texts/admin/dashboard.ts";
import { number } from "../number.ts";
import { type Day, dateText } from "./day-text.ts";
import { FigureTable } from "./figure-table.tsx";
import { Legend, type Series } from "./legend.tsx";

const DaysChart = lazy(() =>
  import("./days-chart.tsx").then(({ DaysChart }) => ({ default: DaysChart })),
);

/** Something that is counted by the day, of several kinds. */
export function Days({
  title,
  definition,
  series,
  days,
}: {
  title: string;
  definition?: string;
  series: Series[];
  days: Day[];
}) {
  const id = useId();
  const sums = series.map((_, part) =>
    days.reduce((sum, { values }) => sum + (values[part] ?? 0), 0),
  );
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      <Legend
        series={series.map(({ name, tone }, part) => ({
          name: `${name} ${number(sums[part] ?? 0)}`,
          tone,
        }))}
      />
      <Suspense fallback={<div aria-hidden="true" className="h-48 rounded-lg bg-sunken" />}>
        <DaysChart series={series} days={days} />
      </Suspense>
      {definition !== undefined && <p className="max-w-prose text-sm text-muted">{definition}</p>}
      <FigureTable
        caption={title}
        heads={[dashboardTexts.day, ...series.map(({ name }) => name)]}
        rows={days.toReversed().map(({ day, values }) => ({
          name: dateText(day),
          cells: values.map((value) => number(value)),
        }))}
      />
    </section>
  );
}
