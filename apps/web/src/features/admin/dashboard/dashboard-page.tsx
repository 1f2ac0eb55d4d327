import { useQuery } from "@tanstack/react-query";
import { type Answers, trpc } from "../../../app/idem.ts";
import { dashboardTexts } from "../../../texts/admin/dashboard.ts";
import { PageHeading } from "../../../ui/page-heading.tsx";
import { Loading } from "../loading.tsx";
import { Days } from "./days.tsx";
import { Revenue } from "./revenue.tsx";
import { RightNow } from "./right-now.tsx";

export type Figures = Answers["admin"]["metrics"]["figures"];

const words = dashboardTexts;

/** The business at a glance: each figure with its definition, each chart with its table. */
export function DashboardPage() {
  const figures = useQuery(
    trpc.admin.metrics.figures.queryOptions(undefined, { staleTime: 30_000 }),
  );
  return (
    <div className="flex flex-col gap-10">
      <PageHeading title={words.title}>{words.title}</PageHeading>
      <Loading query={figures} height="h-[40rem]">
        {(data) => (
          <>
            <Revenue revenue={data.revenue} />
            <RightNow figures={data} />
            <div className="grid gap-x-12 gap-y-10 lg:grid-cols-2">
              <Days
                title={words.comings}
                series={[
                  { name: words.started, tone: "accent" },
                  { name: words.ended, tone: "warn" },
                ]}
                days={data.subscriptions.map(({ day, started, ended }) => ({
                  day,
                  values: [started, ended],
                }))}
              />
              <Days
                title={words.customers}
                definition={words.customersDefinition}
                series={[
                  { name: words.created, tone: "accent" },
                  { name: words.recovered, tone: "warn" },
                  { name: words.reused, tone: "edge" },
                  { name: words.raceAverted, tone: "bad" },
                ]}
                days={data.customers.map(({ day, created, recovered, reused, raceAverted }) => ({
                  day,
                  values: [created, recovered, reused, raceAverted],
                }))}
              />
            </div>
          </>
        )}
      </Loading>
    </div>
  );
}
