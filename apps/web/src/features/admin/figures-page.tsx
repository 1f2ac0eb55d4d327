import { subscriptionStatuses } from "@idem/domain";
import { useQuery } from "@tanstack/react-query";
import { type Answers, trpc } from "../../app/idem.ts";
import { locale } from "../../app/locale.ts";
import { adminTexts } from "../../texts/admin.ts";
import { money } from "../../ui/money.ts";
import { PageHeading } from "../../ui/page-heading.tsx";
import { DayBars } from "./day-bars.tsx";
import { Loading } from "./loading.tsx";
import { statusText } from "./status-text.ts";
import { Tile } from "./tile.tsx";

const words = adminTexts.figures;
type Figures = Answers["admin"]["metrics"]["figures"];
const number = new Intl.NumberFormat(locale);

/** The business at a glance; each figure with its definition, each chart with its table. */
export function FiguresPage() {
  const figures = useQuery(
    trpc.admin.metrics.figures.queryOptions(undefined, { staleTime: 30_000 }),
  );
  return (
    <div className="flex flex-col gap-8">
      <PageHeading title={words.title}>{words.title}</PageHeading>
      <Loading query={figures}>
        {(data) => (
          <>
            <Mrr mrr={data.mrr} />
            <Statuses statuses={data.statuses} />
            <dl className="grid grid-cols-2 gap-x-8 gap-y-4 md:grid-cols-4">
              <Tile term={words.inDoubt} isBad={data.effectsInDoubt > 0}>
                {number.format(data.effectsInDoubt)}
              </Tile>
              <Tile term={words.lag}>
                {adminTexts.webhooks.seconds(Math.round(data.webhookLagSeconds))}
              </Tile>
            </dl>
            <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
              <DayBars
                title={words.customers}
                columns={[words.created, words.recovered]}
                days={data.customers.map(({ day, created, recovered }) => ({
                  day,
                  values: [created, recovered],
                }))}
              />
              <DayBars
                title={words.ended}
                columns={[words.count]}
                days={data.ended.map(({ day, count }) => ({ day, values: [count] }))}
              />
            </div>
          </>
        )}
      </Loading>
    </div>
  );
}

const Mrr = ({ mrr }: Pick<Figures, "mrr">) => (
  <section aria-labelledby="mrr" className="flex flex-col gap-3">
    <h2 id="mrr" className="text-xl font-semibold">
      {words.mrr}
    </h2>
    <dl className="grid grid-cols-2 gap-x-8 gap-y-4 md:grid-cols-4">
      {mrr.map(({ currency, amount, subscriptions }) => (
        <Tile key={currency} term={currency.toUpperCase()}>
          {money(amount, currency)}
          <span className="block text-sm font-normal text-muted">
            {number.format(subscriptions)} · {words.subscriptions}
          </span>
        </Tile>
      ))}
    </dl>
    <p className="max-w-prose text-sm text-muted">{words.mrrDefinition}</p>
  </section>
);

function Statuses({ statuses }: Pick<Figures, "statuses">) {
  const counts = new Map(statuses.map(({ status, count }) => [status, count]));
  return (
    <section aria-labelledby="statuses" className="flex flex-col gap-3">
      <h2 id="statuses" className="text-xl font-semibold">
        {words.statuses}
      </h2>
      <dl className="grid grid-cols-2 gap-x-8 gap-y-4 md:grid-cols-4">
        {subscriptionStatuses.map((status) => (
          <Tile key={status} term={statusText(status)}>
            {number.format(counts.get(status) ?? 0)}
          </Tile>
        ))}
      </dl>
    </section>
  );
}
