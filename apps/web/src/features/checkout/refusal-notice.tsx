import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../app/idem.ts";
import { texts } from "../../texts/app.ts";
import { refusedTexts } from "../../texts/refused.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { AlreadySubscribed } from "./already-subscribed.tsx";
import type { CheckoutEvent } from "./checkout-reducer.ts";
import type { CheckoutState } from "./checkout-state.ts";
import { SupersededNotice } from "./superseded-notice.tsx";

export type RefusedState = Extract<CheckoutState, { is: "refused" }>;

/** Every "no" in its own words, each with the way on that helps. */
export function RefusalNotice({
  state,
  send,
  attempt,
}: {
  state: RefusedState;
  send: (event: CheckoutEvent) => void;
  attempt: string;
}) {
  const code = state.code === null ? {} : { promo: state.code };
  switch (state.reason) {
    case "already_subscribed":
      return <AlreadySubscribed state={state} send={send} />;
    case "superseded":
      return <SupersededNotice state={state} attempt={attempt} />;
    case "currency_conflict":
      return <CurrencyConflict state={state} />;
    case "provider_unavailable":
      return (
        <Notice title={refusedTexts[state.reason]} tone="bad" takesFocus>
          <p>{state.message}</p>
          <p>
            <Button look="plain" onClick={() => send({ event: "retried" })}>
              {texts.retry}
            </Button>
          </p>
        </Notice>
      );
    case "provider_refused":
    case "price_unavailable":
    case "seats_unavailable":
      return (
        <Notice title={refusedTexts[state.reason]} tone="bad" takesFocus>
          <p>{state.message}</p>
          <p className="flex flex-wrap gap-3">
            <Link to="/plans" search={code} className={buttonLook("plain")}>
              {refusedTexts.seePlans}
            </Link>
            {state.reason === "provider_refused" && (
              <Button look="plain" onClick={() => send({ event: "retried" })}>
                {texts.retry}
              </Button>
            )}
          </p>
        </Notice>
      );
    // The reducer turns these into states of their own: an open code field, a new total, the way to the result.
    case "already_paid":
    case "code_rejected":
    case "price_changed":
      return null;
  }
}

function CurrencyConflict({ state }: { state: RefusedState }) {
  const { data } = useQuery(trpc.billing.current.queryOptions());
  const currency = data?.subscription?.currency;
  return (
    <Notice title={refusedTexts.currency_conflict} tone="warn" takesFocus>
      <p>{state.message}</p>
      <p>
        <Link
          to="/plans"
          search={{
            ...(currency === undefined ? {} : { currency }),
            ...(state.code === null ? {} : { promo: state.code }),
          }}
          className={buttonLook("plain")}
        >
          {currency === undefined
            ? refusedTexts.seePlans
            : refusedTexts.plansIn(currency.toUpperCase())}
        </Link>
      </p>
    </Notice>
  );
}
