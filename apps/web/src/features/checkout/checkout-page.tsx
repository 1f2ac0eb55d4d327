import { useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { checkoutTexts } from "../../texts/checkout.ts";
import { PageHeading } from "../../ui/page-heading.tsx";
import { withAttempt } from "./checkout-search.ts";
import type { CheckoutState, Destination } from "./checkout-state.ts";
import { ChooseStep } from "./choose-step.tsx";
import { OrderSummary } from "./order-summary.tsx";
import { PaySkeleton } from "./pay-skeleton.tsx";
import { useCheckout } from "./use-checkout.ts";
import { useLeave } from "./use-leave.ts";

/** Needed once "Continue" was pressed; fetched before that, so that nobody waits for it. */
const payStep = () => import("./pay-step.tsx").then((module) => ({ default: module.PayStep }));
const PayStep = lazy(payStep);

/** One screen for each attempt: a new attempt in the address is a new screen with nothing left over. */
export function CheckoutPage() {
  const search = withAttempt(useSearch({ from: "/checkout" }));
  return <Checkout key={search.attempt} search={search} />;
}

function Checkout({ search }: { search: ReturnType<typeof withAttempt> }) {
  const [state, send] = useCheckout(search);
  const leave = useLeave();
  const destination = state.is === "leaving" ? state.to : null;
  useEffect(() => {
    if (destination !== null) leave(destination satisfies Destination);
  }, [destination, leave]);
  useEffect(() => {
    // Failing here changes nothing: it is fetched again when it is needed.
    payStep().catch(() => undefined);
  }, []);
  const isPaying = state.is === "paying";
  const title = isPaying ? checkoutTexts.payTitle : checkoutTexts.title;
  return (
    <div className="flex flex-col gap-8 lg:grid lg:grid-cols-[minmax(0,1fr)_21rem] lg:gap-x-16">
      <div className="lg:col-span-2">
        <PageHeading key={title} title={title}>
          {title}
        </PageHeading>
      </div>
      <div className="bg-ground max-lg:sticky max-lg:top-0 max-lg:z-10 lg:order-last lg:border-l lg:border-line lg:pl-10">
        <div className="lg:sticky lg:top-10">
          <OrderSummary quote={state.shown} isChecking={isChecking(state)} />
        </div>
      </div>
      {state.is === "paying" ? (
        <Suspense fallback={<PaySkeleton />}>
          <PayStep
            key={state.session.sessionId}
            session={state.session}
            quote={state.quote}
            send={send}
          />
        </Suspense>
      ) : (
        <ChooseStep state={state} send={send} attempt={search.attempt} />
      )}
    </div>
  );
}

const isChecking = (state: CheckoutState): boolean =>
  state.is === "editing" || state.is === "quoting";
