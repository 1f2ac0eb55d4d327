import type { Interval } from "@idem/domain";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { trpc } from "../../app/idem.ts";
import { checkoutTexts } from "../../texts/checkout.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { money } from "../../ui/money.ts";
import { findPrice, priceOf } from "../plans/offers.ts";
import type { CheckoutEvent } from "./checkout-reducer.ts";
import type { CheckoutState } from "./checkout-state.ts";
import { per } from "./quote-sentence.ts";

/** Most plans are not sold by the seat. */
const SeatsField = lazy(() =>
  import("../seats/seats-field.tsx").then((module) => ({ default: module.SeatsField })),
);

/** The plan being bought; the billing period can be switched here, another plan is one click away. */
export function PlanChoice({
  state,
  send,
}: {
  state: CheckoutState;
  send: (event: CheckoutEvent) => void;
}) {
  const plans = useQuery(trpc.catalog.plans.queryOptions());
  const found = plans.data === undefined ? null : findPrice(plans.data, state.priceId);
  const exactId = found?.price.id;
  useEffect(() => {
    if (exactId !== undefined && exactId !== state.priceId)
      send({ event: "price_chosen", priceId: exactId });
  }, [exactId, state.priceId, send]);
  if (found === null)
    return plans.isPending ? (
      <div aria-hidden="true" className="h-46 rounded bg-sunken sm:h-37" />
    ) : null;
  const { plan, price } = found;
  const choose = (interval: Interval) => {
    const other = priceOf(plan, interval, price.currency);
    if (other !== null) send({ event: "price_chosen", priceId: other.id });
  };
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <p className="text-lg">
          <span className="font-semibold">{plan.name}</span>{" "}
          <span className="block text-base text-muted">{plan.description}</span>
        </p>
        <Link
          to="/plans"
          search={{
            interval: price.interval,
            currency: price.currency,
            ...(state.code === null ? {} : { promo: state.code }),
          }}
          className="inline-flex min-h-9 items-center text-accent underline underline-offset-4"
        >
          {checkoutTexts.changePlan}
        </Link>
      </div>
      {price.unitAmount > 0 &&
        priceOf(plan, "month", price.currency) !== null &&
        priceOf(plan, "year", price.currency) !== null && (
          <ChoiceGroup
            label={checkoutTexts.interval}
            value={price.interval}
            options={[
              { value: "month", label: checkoutTexts.monthly },
              { value: "year", label: checkoutTexts.yearly },
            ]}
            onChange={choose}
          />
        )}
      {plan.maxSeats > 1 && (
        <Suspense>
          <SeatsField
            seats={state.quantity}
            most={plan.maxSeats}
            each={`${money(price.unitAmount, price.currency)} ${per[price.interval]}`}
            onChange={(quantity) => send({ event: "seats_chosen", quantity })}
          />
        </Suspense>
      )}
    </div>
  );
}
