import type { Interval } from "@idem/domain";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { failureOf, trpc } from "../../app/idem.ts";
import { sessionQuery } from "../../app/session.ts";
import { texts } from "../../texts/app.ts";
import { plansTexts } from "../../texts/plans.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { FailureText } from "../../ui/failure-text.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { CurrencyChoice } from "./currency-choice.tsx";
import { FreePlan } from "./free-plan.tsx";
import { currenciesOf, defaultCurrency, offersOf } from "./offers.ts";
import { PlanColumn, PlanSkeleton } from "./plan-column.tsx";

export function PlansPage() {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const session = useQuery(sessionQuery);
  const plans = useQuery(trpc.catalog.plans.queryOptions());
  const current = useQuery(
    trpc.billing.current.queryOptions(undefined, { enabled: session.data != null }),
  );
  const catalogue = plans.data ?? [];
  const currencies = currenciesOf(catalogue);
  const subscription = current.data?.subscription?.isLive ? current.data.subscription : null;
  const interval: Interval =
    search.interval ?? (subscription?.interval === "year" ? "year" : "month");
  const asked = search.currency ?? subscription?.currency ?? defaultCurrency;
  const currency = currencies.includes(asked) ? asked : (currencies[0] ?? defaultCurrency);
  const offers = offersOf(catalogue, interval, currency);
  const free = offers.filter(({ price }) => price?.unitAmount === 0);
  const paid = offers.filter((offer) => !free.includes(offer));
  const isSignedIn = session.data != null;
  const shared = { plans: catalogue, subscription, isSignedIn, promo: search.promo };
  const change = (next: { interval?: Interval; currency?: string }) =>
    navigate({ to: ".", search: { ...search, ...next }, replace: true, resetScroll: false });
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-8">
        <div className="flex max-w-lg flex-col gap-3">
          <PageHeading title={plansTexts.title}>{plansTexts.title}</PageHeading>
          <p className="text-lg text-muted">{plansTexts.lead}</p>
          {search.promo !== undefined && (
            <p className="text-accent">{plansTexts.withCode(search.promo)}</p>
          )}
        </div>
        <div className="flex flex-wrap items-end gap-5">
          <ChoiceGroup
            label={plansTexts.interval}
            value={interval}
            options={[
              { value: "month", label: plansTexts.month },
              { value: "year", label: plansTexts.year },
            ]}
            onChange={(next) => change({ interval: next })}
          />
          {currencies.length > 1 && (
            <CurrencyChoice
              value={currency}
              currencies={currencies}
              onChange={(next) => change({ currency: next })}
            />
          )}
        </div>
      </div>
      {plans.isError && (
        <div role="alert" className="mt-12 flex flex-col items-start gap-4">
          <FailureText failure={failureOf(plans.error)} />
          <Button look="plain" onClick={() => plans.refetch()}>
            {texts.retry}
          </Button>
        </div>
      )}
      {plans.isSuccess && catalogue.length === 0 && (
        <p className="mt-12 text-muted">{plansTexts.none}</p>
      )}
      <ul className="mt-12 grid divide-line border-y border-line max-lg:divide-y lg:auto-cols-fr lg:grid-flow-col lg:grid-rows-[auto_auto_auto_1fr] lg:gap-x-12 xl:gap-x-14">
        {plans.isPending
          ? [1, 2, 3, 4].map((key) => <PlanSkeleton key={key} />)
          : paid.map((offer) => <PlanColumn key={offer.plan.key} {...shared} offer={offer} />)}
      </ul>
      {free.map((offer) => (
        <FreePlan key={offer.plan.key} {...shared} offer={offer} />
      ))}
    </>
  );
}
