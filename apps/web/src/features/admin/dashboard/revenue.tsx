import { movementKinds } from "@idem/domain";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { locale } from "../../../app/locale.ts";
import { dashboardTexts } from "../../../texts/admin/dashboard.ts";
import { money } from "../../../ui/money.ts";
import { Choice } from "../choice.tsx";
import type { Figures } from "./dashboard-page.tsx";
import { FigureTable } from "./figure-table.tsx";
import { Legend, type Series } from "./legend.tsx";
import { monthText } from "./month-text.ts";
import { movementTones } from "./tones.ts";

const words = dashboardTexts;
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });

const charts = () => import("./revenue-charts.tsx");
const EndingChart = lazy(() => charts().then(({ EndingChart }) => ({ default: EndingChart })));
const MovementsChart = lazy(() =>
  charts().then(({ MovementsChart }) => ({ default: MovementsChart })),
);

/** What comes in a month and what moves it, one currency at a time: nothing is converted. */
export function Revenue({ revenue }: Pick<Figures, "revenue">) {
  const currencies = [...new Set(revenue.map(({ currency }) => currency))];
  const [chosen, choose] = useState(currencies.includes("usd") ? "usd" : (currencies[0] ?? ""));
  const months = revenue.filter(({ currency }) => currency === chosen);
  const latest = months.at(-1);
  return (
    <section aria-labelledby="mrr" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <div>
          <h2 id="mrr" className="text-xl font-semibold">
            {words.mrr}
          </h2>
          <p className="text-2xl font-semibold">
            {latest === undefined ? words.noRevenue : money(latest.ending, chosen)}
          </p>
        </div>
        {currencies.length > 1 && (
          <Choice
            legend={words.currency}
            among={currencies}
            chosen={chosen}
            choose={choose}
            label={(currency) => currency.toUpperCase()}
          />
        )}
      </div>
      {latest !== undefined && <Months months={months} currency={chosen} />}
      <p className="max-w-prose text-sm text-muted">
        {words.mrrDefinition} {words.sumOf}
      </p>
    </section>
  );
}

function Months({ months, currency }: { months: Figures["revenue"]; currency: string }) {
  const amount = (minor: number) => (minor === 0 ? "–" : money(minor, currency));
  const kinds = movementKinds.map((kind) => words.movements[kind]);
  return (
    <>
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-2">
        <Chart title={words.endings}>
          <EndingChart months={months} currency={currency} />
        </Chart>
        <Chart
          title={words.moved}
          series={movementKinds.map((kind) => ({
            name: words.movements[kind],
            tone: movementTones[kind],
          }))}
        >
          <MovementsChart months={months} currency={currency} />
        </Chart>
      </div>
      <FigureTable
        caption={words.mrr}
        heads={[words.month, words.starting, ...kinds, words.ending, words.churnRate]}
        rows={months.toReversed().map((month) => ({
          name: monthText(month.month),
          cells: [
            amount(month.starting),
            ...movementKinds.map((kind) => amount(month[kind])),
            amount(month.ending),
            month.starting === 0 ? "–" : percent.format(month.churn / month.starting),
          ],
        }))}
      />
    </>
  );
}

const Chart = ({
  title,
  series = [],
  children,
}: {
  title: string;
  series?: Series[];
  children: ReactNode;
}) => (
  <div className="flex min-w-0 flex-col justify-between gap-3">
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <h3 className="text-sm font-medium">{title}</h3>
      {series.length > 0 && <Legend series={series} />}
    </div>
    <Suspense fallback={<div aria-hidden="true" className="h-56 rounded-lg bg-sunken" />}>
      {children}
    </Suspense>
  </div>
);
