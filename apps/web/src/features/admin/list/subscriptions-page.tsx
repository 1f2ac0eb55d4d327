import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { trpc } from "../../../app/idem.ts";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { listTexts } from "../../../texts/admin/list.ts";
import { PageHeading } from "../../../ui/page-heading.tsx";
import { Loading } from "../loading.tsx";
import { toolLook } from "../look.ts";
import { CountText } from "./count-text.tsx";
import { Filters } from "./filters.tsx";
import { isFiltered, readView, toQuestion } from "./list-search.ts";
import { NoData, NoMatch } from "./no-lines.tsx";
import { SavedViews } from "./saved-views.tsx";
import { SearchField } from "./search-field.tsx";
import { SeedingText } from "./seeding-text.tsx";
import { SortField } from "./sort-field.tsx";
import { SubscriptionTable } from "./subscription-table.tsx";
import { useListView } from "./use-list-view.ts";
import { useSeeding } from "./use-seeding.ts";

const words = listTexts;

/** How often the list is looked at while demo customers come. */
const seedingLookMs = 1_000;

/** All subscriptions: what is filtered, how it is sorted and which page it is stands in the address, and nowhere else. */
export function SubscriptionsPage() {
  const { view, change } = useListView();
  const question = toQuestion(view);
  const seeding = useSeeding();
  // The former rows stay until the next ones are here: nothing jumps while one narrows it down.
  const list = useQuery(
    trpc.admin.subscriptions.list.queryOptions(question, {
      placeholderData: keepPreviousData,
      staleTime: 0,
      refetchInterval: seeding.isPending ? seedingLookMs : false,
    }),
  );
  const clear = () => change({ ...readView({}), sort: view.sort, dir: view.dir });
  const { filter, sort } = question;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-3">
        <PageHeading title={words.title}>{words.title}</PageHeading>
        <p className="flex flex-wrap items-baseline gap-x-5 gap-y-2">
          <CountText filter={filter} />
          <a className={toolLook} href={csvAddress({ filter, sort })} download>
            {words.csv}
          </a>
        </p>
      </div>
      <SearchField value={view.q} onChange={(q) => change({ q }, { replace: true })} />
      <Filters view={view} change={change} clear={clear} />
      <SavedViews view={view} />
      <SortField view={view} change={change} />
      <SeedingText seeding={seeding} />
      <div aria-busy={list.isPlaceholderData || undefined}>
        <Loading query={list} height="h-[32rem]">
          {({ lines, end }) =>
            lines.length === 0 ? (
              isFiltered(view) ? (
                <NoMatch clear={clear} />
              ) : (
                <NoData seeding={seeding} />
              )
            ) : (
              <>
                <SubscriptionTable lines={lines} view={view} change={change} />
                <p className="flex gap-3 pt-5">
                  {view.after !== null && (
                    <button
                      type="button"
                      className={toolLook}
                      onClick={() => change({ after: null })}
                    >
                      {adminTexts.first}
                    </button>
                  )}
                  {end !== null && (
                    <button
                      type="button"
                      className={toolLook}
                      onClick={() => change({ after: `${end.key}|${end.accountId}` })}
                    >
                      {adminTexts.next}
                    </button>
                  )}
                </p>
              </>
            )
          }
        </Loading>
      </div>
    </div>
  );
}

const csvAddress = ({ filter, sort }: Pick<ReturnType<typeof toQuestion>, "filter" | "sort">) =>
  `/api/admin/subscriptions.csv?${new URLSearchParams({
    filter: JSON.stringify(filter),
    sort: JSON.stringify(sort),
  })}`;
