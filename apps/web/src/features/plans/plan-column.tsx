import type { Plan } from "@idem/domain";
import { Link } from "@tanstack/react-router";
import type { Answers } from "../../app/idem.ts";
import { locale } from "../../app/locale.ts";
import { plansTexts } from "../../texts/plans.ts";
import { buttonLook } from "../../ui/button.tsx";
import { shortMoney } from "../../ui/money.ts";
import { type Offer, savingPercent } from "./offers.ts";

type Subscription = NonNullable<Answers["billing"]["current"]["subscription"]>;

/** The parts of all plans share their rows, so prices and buttons line up whatever the texts need. */
const column =
  "relative grid content-start gap-6 py-9 md:row-span-4 md:grid-rows-subgrid md:not-first:before:absolute md:not-first:before:inset-y-0 md:not-first:before:-left-6 md:not-first:before:w-px md:not-first:before:bg-line lg:not-first:before:-left-8";

/** One plan: what it costs, what it includes, and the one thing to do about it. */
export function PlanColumn(props: {
  offer: Offer;
  plans: Plan[];
  subscription: Subscription | null;
  isSignedIn: boolean;
  promo: string | undefined;
}) {
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
          <Choose {...props} priceId={price.id} />
        </>
      )}
      <ul aria-label={plansTexts.features(plan.name)} className="flex flex-col gap-2.5 text-base">
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
        <span className="text-muted">{plansTexts.perMonth}</span>
      </p>
      <p className="mt-1 text-sm text-muted">
        {isYearly
          ? plansTexts.billedYearly(shortMoney(price.unitAmount, price.currency))
          : plansTexts.billedMonthly}
        {saving > 0 && `, ${plansTexts.saving(percent(saving))}`}
      </p>
    </div>
  );
}

const percent = (whole: number): string =>
  new Intl.NumberFormat(locale, { style: "percent" }).format(whole / 100);

function Choose({
  offer: { plan, price },
  plans,
  subscription,
  isSignedIn,
  promo,
  priceId,
}: Parameters<typeof PlanColumn>[0] & { priceId: string }) {
  const code = promo === undefined ? {} : { promo };
  if (!isSignedIn)
    return (
      <Link to="/sign-up" search={{ plan: priceId, ...code }} className={buttonLook()}>
        {plansTexts.choose(plan.name)}
      </Link>
    );
  if (subscription?.priceId === priceId)
    return (
      <Link to="/billing" className={buttonLook("plain")}>
        {plansTexts.seeBilling}
      </Link>
    );
  const own = plans.find((one) => one.key === subscription?.planKey);
  const look = buttonLook(own !== undefined && plan.rank < own.rank ? "plain" : "main");
  // Another currency is another subscription: that one is bought, and takes the place of this one.
  if (subscription !== null && subscription.currency === price?.currency)
    return (
      <Link to="/billing/change" search={{ price: priceId }} className={look}>
        {own === undefined ? plansTexts.choose(plan.name) : changeLabel(own, plan, price.interval)}
      </Link>
    );
  return (
    <Link
      to="/checkout"
      search={{ price: priceId, ...code, ...(subscription === null ? {} : { replace: true }) }}
      className={look}
    >
      {own === undefined ? plansTexts.choose(plan.name) : changeLabel(own, plan, price?.interval)}
    </Link>
  );
}

function changeLabel(own: Plan, plan: Plan, interval: string | undefined): string {
  if (plan.rank > own.rank) return plansTexts.upgrade(plan.name);
  if (plan.rank < own.rank) return plansTexts.downgrade(plan.name);
  return plansTexts.switchInterval(interval === "year" ? plansTexts.year : plansTexts.month);
}

export const PlanSkeleton = () => (
  <li aria-hidden="true" className={column}>
    <div className="h-6 w-28 rounded bg-sunken" />
    <div className="h-12 w-full rounded bg-sunken" />
    <div className="h-16 w-36 rounded bg-sunken" />
    <div className="h-11 w-full rounded-lg bg-sunken" />
    <div className="h-32 w-full rounded bg-sunken" />
  </li>
);
