import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { texts } from "../../texts/app.ts";
import { checkoutTexts } from "../../texts/checkout.ts";
import { Button } from "../../ui/button.tsx";
import { FailureText } from "../../ui/failure-text.tsx";
import { money } from "../../ui/money.ts";
import { Notice } from "../../ui/notice.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import type { CheckoutEvent } from "./checkout-reducer.ts";
import type { CheckoutState } from "./checkout-state.ts";
import { CodeField } from "./code-field.tsx";
import { PlanChoice } from "./plan-choice.tsx";
import { quoteSentence } from "./quote-sentence.ts";

/** Most checkouts never need it, so it is no part of what is waited for; it is fetched before it can be needed. */
const refusalNotice = () =>
  import("./refusal-notice.tsx").then((module) => ({ default: module.RefusalNotice }));
const RefusalNotice = lazy(refusalNotice);
const ReplaceNotice = lazy(() =>
  import("./replace-notice.tsx").then((module) => ({ default: module.ReplaceNotice })),
);
const NothingDue = lazy(() =>
  import("./nothing-due.tsx").then((module) => ({ default: module.NothingDue })),
);

type Props = { state: CheckoutState; send: (event: CheckoutEvent) => void };

/** Our own step: what is bought, with which code, for how much. */
export function ChooseStep({ state, send, attempt }: Props & { attempt: string }) {
  useEffect(() => {
    // Failing here changes nothing: it is fetched again when it is needed.
    refusalNotice().catch(() => undefined);
  }, []);
  return (
    <div className="flex max-w-xl flex-col gap-8">
      <PlanChoice state={state} send={send} />
      {/* From nothing a code can take nothing off; but whoever has one is told so. */}
      {(state.shown?.unitAmount !== 0 || state.typed !== "") && (
        <CodeField state={state} send={send} />
      )}
      {state.replace && state.is !== "refused" && (
        <Suspense>
          <ReplaceNotice priceId={state.priceId} />
        </Suspense>
      )}
      <Problem state={state} send={send} attempt={attempt} />
      {!isDeadEnd(state) && (
        <div className="flex flex-col gap-4 border-t border-line pt-6">
          <Price state={state} />
          <ContinueButton state={state} send={send} />
        </div>
      )}
    </div>
  );
}

/** Announced when it is settled and never before: a screen reader hears prices that hold, once each. */
function Price({ state }: { state: CheckoutState }) {
  const { shown } = state;
  return (
    <div>
      <p role="status" className={isSettled(state) ? "min-h-6" : "min-h-6 text-muted"}>
        {shown === null ? "" : quoteSentence(shown)}
      </p>
      {shown?.dueToday === 0 && (
        <Suspense>
          <NothingDue quote={shown} />
        </Suspense>
      )}
    </div>
  );
}

function ContinueButton({ state, send }: Props) {
  const isBusy = state.is === "starting" || state.is === "leaving" || state.pressed;
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
      <Button
        busy={isBusy}
        onClick={() => send({ event: "continued", ui: "embedded" })}
        className="max-sm:w-full sm:min-w-64"
      >
        {isBusy && <Spinner />}
        {isBusy ? checkoutTexts.opening : labelOf(state)}
      </Button>
      <p className="text-sm text-muted">{checkoutTexts.safe}</p>
    </div>
  );
}

function labelOf(state: CheckoutState): string {
  if (state.is === "price_changed")
    return checkoutTexts.acceptPrice(money(state.quote.dueToday, state.quote.currency));
  return state.shown?.dueToday === 0 ? checkoutTexts.startFree : checkoutTexts.toPay;
}

function Problem({ state, send, attempt }: Props & { attempt: string }) {
  switch (state.is) {
    case "quote_failed":
    case "start_failed": {
      const isQuote = state.is === "quote_failed";
      return (
        <Notice
          title={isQuote ? checkoutTexts.quoteFailed : checkoutTexts.startFailed}
          tone="bad"
          takesFocus={!isQuote}
        >
          <FailureText failure={state.failure} />
          <p className="flex flex-wrap gap-3">
            <Button look="plain" onClick={() => send({ event: "retried" })}>
              {texts.retry}
            </Button>
            {state.failure.is === "signed_out" && (
              <Link
                to="/sign-in"
                search={{ next: window.location.pathname + window.location.search }}
                className="inline-flex min-h-11 items-center text-accent underline underline-offset-4"
              >
                {texts.nav.signIn}
              </Link>
            )}
          </p>
        </Notice>
      );
    }
    case "price_changed": {
      const { currency, dueToday } = state.quote;
      return (
        <Notice title={checkoutTexts.changedTitle} tone="warn" takesFocus>
          <p>
            {checkoutTexts.changed(money(state.shownBefore, currency), money(dueToday, currency))}
          </p>
        </Notice>
      );
    }
    case "refused":
      return (
        <Suspense>
          <RefusalNotice state={state} send={send} attempt={attempt} />
        </Suspense>
      );
    case "editing":
    case "quoting":
    case "ready":
    case "starting":
    case "paying":
    case "leaving":
      return null;
  }
}

const isSettled = (state: CheckoutState): boolean =>
  state.is !== "editing" && state.is !== "quoting";

/** A refusal has its own ways on; the ordinary button would only be refused again. */
const isDeadEnd = (state: CheckoutState): boolean => state.is === "refused";
