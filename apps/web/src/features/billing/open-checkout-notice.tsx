import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Answers, trpc } from "../../app/idem.ts";
import { billingTexts } from "../../texts/billing.ts";
import { buttonLook } from "../../ui/button.tsx";
import { money } from "../../ui/money.ts";
import { Notice } from "../../ui/notice.tsx";
import { seatsParam } from "../checkout/checkout-search.ts";
import { findPrice } from "../plans/offers.ts";

/** A checkout that was begun and neither paid nor given up: it goes on where it stopped. */
export function OpenCheckoutNotice({
  open,
  isReplacement,
}: {
  open: NonNullable<Answers["billing"]["current"]["openCheckout"]>;
  isReplacement: boolean;
}) {
  const plans = useQuery(trpc.catalog.plans.queryOptions());
  const plan = findPrice(plans.data ?? [], open.priceId)?.plan.name ?? open.priceId;
  return (
    <Notice title={billingTexts.openTitle}>
      <p>{billingTexts.openBody(plan, money(open.dueToday, open.currency))}</p>
      <p>
        <Link
          to="/checkout"
          search={{
            price: open.priceId,
            ...(open.code === null ? {} : { promo: open.code }),
            ...seatsParam(open.quantity),
            ...(isReplacement ? { replace: true } : {}),
          }}
          className={buttonLook("plain")}
        >
          {billingTexts.resume}
        </Link>
      </p>
    </Notice>
  );
}
