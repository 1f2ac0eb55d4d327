import { formatMoney } from "./money.ts";
import type { Rejection } from "./promotion.ts";

/** The sentence a person reads next to the code field. Names the fact that helps, never blames. */
export function rejectionMessage(code: string, rejection: Rejection): string {
  switch (rejection.reason) {
    case "unknown":
      return `We don’t know the code ${code}. Check the spelling.`;
    case "expired":
      return rejection.onMs === null
        ? `${code} is no longer valid.`
        : `${code} expired on ${longDate(rejection.onMs)}.`;
    case "used_up":
      return `${code} has been used up.`;
    case "wrong_plan":
      return `${code} is not for the ${rejection.planName} plan.`;
    case "wrong_currency":
      return `${code} cannot be used with prices in ${rejection.currency.toUpperCase()}.`;
    case "minimum_amount":
      return `${code} needs an order of at least ${formatMoney(rejection)}.`;
    case "first_purchase_only":
      return `${code} is for a first purchase only.`;
    case "not_for_this_account":
      return `${code} belongs to another account.`;
  }
}

const longDate = (atMs: number): string =>
  new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(atMs);
