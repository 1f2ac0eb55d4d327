import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../app/idem.ts";
import { billingTexts as words } from "../../texts/billing.ts";
import { buttonLook } from "../../ui/button.tsx";
import { Fact } from "./fact.tsx";
import type { Subscription } from "./subscription-facts.tsx";

/** How many seats there are, where the plan is sold by the seat, and the way to more or fewer. */
export function SeatsFact({ subscription }: { subscription: Subscription }) {
  const plans = useQuery(trpc.catalog.plans.queryOptions());
  const plan = plans.data?.find(({ key }) => key === subscription.planKey);
  if (plan === undefined || plan.maxSeats === 1) return null;
  return (
    <Fact term={words.seats}>
      <span className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {subscription.quantity}
        {subscription.isLive && subscription.priceId !== null && (
          <Link
            to="/billing/change"
            search={{ price: subscription.priceId }}
            className={buttonLook("plain")}
          >
            {words.changeSeats}
          </Link>
        )}
      </span>
    </Fact>
  );
}
