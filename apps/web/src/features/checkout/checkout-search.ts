import { redirect } from "@tanstack/react-router";
import { type Search, textIn, wholeIn } from "../../app/search.ts";
import { newAttempt } from "./new-attempt.ts";

/** A checkout's whole choice stands in its address, so that reload, back and a shared link all continue it. */
export type CheckoutSearch = {
  price: string;
  promo?: string;
  seats?: number;
  attempt: string;
  rev: number;
  replace?: true;
  step?: "pay";
};

export type CheckoutLink = Omit<CheckoutSearch, "attempt" | "rev"> &
  Partial<Pick<CheckoutSearch, "attempt" | "rev">>;

/** A link without a price cannot be followed; one without an attempt (or its revision) starts a new attempt. */
export function checkoutSearch(search: Search): CheckoutLink {
  const promo = textIn(search, "promo", "code");
  const seats = wholeIn(search, "seats");
  const attempt = textIn(search, "attempt", "attempt");
  const rev = wholeIn(search, "rev");
  return {
    price: textIn(search, "price", "id") ?? "",
    ...(promo === undefined ? {} : { promo }),
    ...seatsParam(seats),
    ...(attempt === undefined || rev === undefined ? {} : { attempt, rev }),
    ...(isTrue(search["replace"]) ? { replace: true } : {}),
    ...(search["step"] === "pay" ? { step: "pay" } : {}),
  };
}

/** The attempt is made once, before anything is shown, and stays in the address from then on. */
export function withAttempt(search: CheckoutLink): CheckoutSearch {
  const { attempt, rev } = search;
  if (search.price === "") throw redirect({ to: "/plans", replace: true });
  if (attempt !== undefined && rev !== undefined) return { ...search, attempt, rev };
  throw redirect({
    to: "/checkout",
    search: { ...search, attempt: newAttempt(), rev: 0 },
    replace: true,
  });
}

/** One seat is not worth mentioning. */
export const seatsParam = (seats: number | undefined): { seats?: number } =>
  seats === undefined || seats <= 1 ? {} : { seats };

const isTrue = (value: unknown): boolean => value === true || value === "true";
