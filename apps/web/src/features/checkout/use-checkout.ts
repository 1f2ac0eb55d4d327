import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState, useSyncExternalStore } from "react";
import { failureOf, queryClient, trpc } from "../../app/idem.ts";
import type { CheckoutEvent } from "./checkout-reducer.ts";
import { createCheckoutRun } from "./checkout-run.ts";
import { type CheckoutSearch, seatsParam } from "./checkout-search.ts";
import { type CheckoutState, openingState, type Question } from "./checkout-state.ts";
import { startOnce } from "./start-once.ts";

/** The checkout of one attempt: its state, and the way to send it events. The address follows each change. */
export function useCheckout(
  search: CheckoutSearch,
): [state: CheckoutState, send: (event: CheckoutEvent) => void] {
  const navigate = useNavigate({ from: "/checkout" });
  const [run] = useState(() =>
    createCheckoutRun(openingState(openingOf(search)), {
      quote: askPrice,
      start: (request) => startOnce(search.attempt, request),
      failureOf,
      changed: (next, before) => {
        const toPay = next.is === "paying" && before.is !== "paying";
        const isPaying = next.is === "paying" || (next.is === "starting" && before.is === "paying");
        if (!toPay && addressOf(next) === addressOf(before)) return;
        void navigate({
          search: searchOf(next, search.attempt, isPaying),
          replace: !toPay || window.location.search.includes("step=pay"),
          resetScroll: toPay,
        });
      },
    }),
  );
  const state = useSyncExternalStore(run.subscribe, run.current);
  useEffect(() => run.open(), [run]);
  useEffect(
    () => run.send({ event: search.step === "pay" ? "went_forward" : "went_back" }),
    [run, search.step],
  );
  useEffect(() => {
    const restored = ({ persisted }: PageTransitionEvent) =>
      persisted && run.send({ event: "restored" });
    window.addEventListener("pageshow", restored);
    return () => window.removeEventListener("pageshow", restored);
  }, [run]);
  return [state, run.send];
}

/** Through the query cache: a code typed again within seconds is answered from it. Aborted with its request. */
function askPrice({ priceId, quantity, code }: Question, signal: AbortSignal) {
  const query = trpc.checkout.quote.queryOptions(
    { priceId, quantity, code },
    { trpc: { abortOnUnmount: true }, staleTime: 5_000, retry: false },
  );
  signal.addEventListener("abort", () => queryClient.cancelQueries({ queryKey: query.queryKey }));
  return queryClient.fetchQuery(query);
}

const openingOf = (search: CheckoutSearch) => ({
  priceId: search.price,
  quantity: search.seats ?? 1,
  code: search.promo ?? "",
  revision: search.rev,
  replace: search.replace === true,
  wasPaying: search.step === "pay",
});

const searchOf = (state: CheckoutState, attempt: string, isPaying: boolean): CheckoutSearch => ({
  price: state.priceId,
  attempt,
  rev: state.revision,
  ...(state.code === null ? {} : { promo: state.code }),
  ...seatsParam(state.quantity),
  ...(state.replace ? { replace: true } : {}),
  ...(isPaying ? { step: "pay" } : {}),
});

/** What of a state the address shows. */
const addressOf = (state: CheckoutState): string =>
  JSON.stringify([
    state.priceId,
    state.quantity,
    state.code,
    state.revision,
    state.replace,
    state.is === "paying",
  ]);
