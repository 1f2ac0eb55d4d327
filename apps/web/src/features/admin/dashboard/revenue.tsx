import { type MovementKind, movementKinds, movementSigns } from "@idem/domain";
import { lazy, type ReactNode, Suspense } from "react";
import { locale } from "../../../app/locale.ts";
import { dashboardTexts } from "../../../texts/admin/dashboard.ts";
import { money } from "../../../ui/money.ts";
import { Choice } from "../choice.tsx";
import { Tile } from "../tile.tsx";
import type { Figures } from "./dashboard-page.tsx";
import { FigureTable } from "./figure-table.tsx";
import { Legend, type Series } from "./legend.tsx";
import { monthText } from "./month-text.ts";
import { movementTones } from "./tones.ts";
import { useCurrency } from "./use-currency.ts";

type Month = Figures["revenue"][number];

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
  const [chosen, choose] = useCurrency(currencies);
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
      {latest !== undefined && <LatestMonth month={latest} currency={chosen} />}
      {latest !== undefined && <Months months={months} currency={chosen} />}
      <div className="flex max-w-prose flex-col gap-2 text-sm text-muted">
        <p>{words.mrrDefinition}</p>
        <p>{words.sumOf}</p>
        <dl>
          {words.movementsDefinition.map(([term, meaning]) => (
            <div key={term}>
              <dt className="inline font-medium">{term}:</dt> <dd className="inline">{meaning}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}

/** The month that runs, as the sum that it is. */
function LatestMonth({ month, currency }: { month: Month; currency: string }) {
  return (
    <section aria-labelledby="latest" className="flex flex-col gap-3">
      <h3 id="latest" className="text-sm font-medium">
        {words.sinceStart(monthText(month.month))}
      </h3>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4 lg:grid-cols-8">
        <Tile isPart term={words.starting}>
          {money(month.starting, currency)}
        </Tile>
        {movementKinds.map((kind) => (
          <Tile isPart key={kind} term={words.movements[kind]}>
            {movedText(month[kind], { kind, currency })}
          </Tile>
        ))}
        <Tile isPart term={words.ending}>
          {money(month.ending, currency)}
        </Tile>
        <Tile isPart term={words.churnRate}>
          {churnRate(month)}
        </Tile>
      </dl>
    </section>
  );
}

/** With its sign, so that a row can be added up as it stands. */
const movedText = (amount: number, { kind, currency }: { kind: MovementKind; currency: string }) =>
  amount === 0 ? "–" : `${movementSigns[kind] === 1 ? "+" : "−"}${money(amount, currency)}`;

const churnRate = ({ starting, churn }: Month): string =>
  starting === 0 ? "–" : percent.format(churn / starting);

function Months({ months, currency }: { months: Figures["revenue"]; currency: string }) {
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
            money(month.starting, currency),
            ...movementKinds.map((kind) => movedText(month[kind], { kind, currency })),
            money(month.ending, currency),
            churnRate(month),
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
