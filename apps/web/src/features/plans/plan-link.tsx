import type { Plan, Price } from "@idem/domain";
import { Link } from "@tanstack/react-router";
import type { Answers } from "../../app/idem.ts";
import { plansTexts } from "../../texts/plans.ts";
import { buttonLook } from "../../ui/button.tsx";
import type { Offer } from "./offers.ts";

export type PlanProps = {
  offer: Offer;
  plans: Plan[];
  /** The one that is live. */
  subscription: NonNullable<Answers["billing"]["current"]["subscription"]> | null;
  isSignedIn: boolean;
  promo: string | undefined;
};

/** The one thing to do about a plan: sign up for it, buy it, change to it, or see that it is the one they have. */
export function PlanLink({
  offer: { plan },
  price,
  plans,
  subscription,
  isSignedIn,
  promo,
}: PlanProps & { price: Price }) {
  const code = promo === undefined ? {} : { promo };
  if (!isSignedIn)
    return (
      <Link to="/sign-up" search={{ plan: price.id, ...code }} className={buttonLook()}>
        {plansTexts.choose(plan.name)}
      </Link>
    );
  if (subscription?.priceId === price.id)
    return (
      <Link to="/billing" className={buttonLook("plain")}>
        {plansTexts.seeBilling}
      </Link>
    );
  const own = plans.find((one) => one.key === subscription?.planKey);
  const look = buttonLook(own !== undefined && plan.rank < own.rank ? "plain" : "main");
  // Another currency is another subscription: that one is bought, and takes the place of this one. So is the first plan
  // that is paid for, because nobody has given a card yet.
  const isPaidFirst = subscription?.card === null && subscription.unitAmount === 0;
  if (subscription !== null && subscription.currency === price.currency && !isPaidFirst)
    return (
      <Link to="/billing/change" search={{ price: price.id }} className={look}>
        {own === undefined ? plansTexts.choose(plan.name) : changeLabel(own, plan, price.interval)}
      </Link>
    );
  return (
    <Link
      to="/checkout"
      search={{ price: price.id, ...code, ...(subscription === null ? {} : { replace: true }) }}
      className={look}
    >
      {own === undefined ? plansTexts.choose(plan.name) : changeLabel(own, plan, price.interval)}
    </Link>
  );
}

function changeLabel(own: Plan, plan: Plan, interval: string | undefined): string {
  if (plan.rank > own.rank) return plansTexts.upgrade(plan.name);
  if (plan.rank < own.rank) return plansTexts.downgrade(plan.name);
  return plansTexts.switchInterval(interval === "year" ? plansTexts.year : plansTexts.month);
}
