import type { Plan } from "@idem/domain";
import { locale } from "../../app/locale.ts";
import { plansTexts } from "../../texts/plans.ts";
import { shortMoney } from "../../ui/money.ts";
import { type Offer, savingPercent } from "./offers.ts";
import { PlanLink, type PlanProps } from "./plan-link.tsx";

/** The parts of all plans share their rows, so prices and buttons line up whatever the texts need. */
const column =
  "relative grid content-start gap-6 py-9 md:max-lg:grid-cols-2 md:max-lg:gap-x-12 lg:row-span-4 lg:grid-rows-subgrid lg:not-first:before:absolute lg:not-first:before:inset-y-0 lg:not-first:before:-left-6 lg:not-first:before:w-px lg:not-first:before:bg-line xl:not-first:before:-left-7";

/** One plan: what it costs, what it includes, and the one thing to do about it. */
export function PlanColumn(props: PlanProps) {
  const { plan, price } = props.offer;
  const isCurrent = props.subscription?.planKey === plan.key;
  return (
    <li className={column}>
      <div className="flex flex-col gap-1.5">
        <h2 className="flex items-baseline justify-between gap-3 text-lg font-semibold">
          {plan.name}
          {isCurrent && (
            <span className="rounded-full border border-accent px-2.5 text-xs font-medium text-accent">
              {plansTexts.current}
            </span>
          )}
        </h2>
        <p className="text-muted">{plan.description}</p>
      </div>
      {price === null ? (
        <p className="row-span-2 text-muted">{plansTexts.unavailable}</p>
      ) : (
        <>
          <PriceTag offer={{ plan, price }} />
          <PlanLink {...props} price={price} />
        </>
      )}
      <ul
        aria-label={plansTexts.features(plan.name)}
        className="flex flex-col gap-2.5 text-base md:max-lg:col-start-2 md:max-lg:row-span-3 md:max-lg:row-start-1"
      >
        {plan.features.map((feature) => (
          <li key={feature} className="grid grid-cols-[1rem_1fr] gap-2.5">
            <svg viewBox="0 0 16 16" className="mt-1 size-4 text-accent" aria-hidden="true">
              <path d="m3 8.5 3.2 3.2L13 5" fill="none" stroke="currentColor" strokeWidth="1.75" />
            </svg>
            {feature}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** A yearly price is shown by the month, with what is really billed next to it. */
function PriceTag({
  offer: { plan, price },
}: {
  offer: { plan: Plan; price: NonNullable<Offer["price"]> };
}) {
  const isYearly = price.interval === "year";
  const perMonth = isYearly ? Math.ceil(price.unitAmount / 12) : price.unitAmount;
  const saving = isYearly ? savingPercent(plan, price.currency) : 0;
  return (
    <div>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-2xl font-semibold tracking-tight lg:text-3xl">
          {shortMoney(perMonth, price.currency)}
        </span>
        <span className="text-muted">
          {plan.maxSeats > 1 ? plansTexts.perSeat : plansTexts.perMonth}
        </span>
      </p>
      <p className="mt-1 text-sm text-muted">
        {isYearly
          ? plansTexts.billedYearly(shortMoney(price.unitAmount, price.currency))
          : plansTexts.billedMonthly}
        {saving > 0 && `, ${plansTexts.saving(percent(saving))}`}
        {plan.trialDays > 0 && (
          <span className="block text-accent">{plansTexts.trial(plan.trialDays)}</span>
        )}
      </p>
    </div>
  );
}

const percent = (whole: number): string =>
  new Intl.NumberFormat(locale, { style: "percent" }).format(whole / 100);

export const PlanSkeleton = () => (
  <li aria-hidden="true" className={column}>
    <div className="h-6 w-28 rounded bg-sunken" />
    <div className="h-12 w-full rounded bg-sunken" />
    <div className="h-16 w-36 rounded bg-sunken" />
    <div className="h-11 w-full rounded-lg bg-sunken" />
    <div className="h-32 w-full rounded bg-sunken" />
  </li>
);
