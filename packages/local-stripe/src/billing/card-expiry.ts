import type { World } from "../state/world.ts";
import { StripeFailure } from "../wire/failure.ts";
import type { PaymentMethod } from "../wire/stored.ts";

type Expiry = { exp_month?: number | undefined; exp_year?: number | undefined };

/** A card with another expiry; one that lies in the past on this clock is refused as Stripe does. */
export function withExpiry(world: World, method: PaymentMethod, sent: Expiry): PaymentMethod {
  const { card } = method;
  if (card === undefined || (sent.exp_month === undefined && sent.exp_year === undefined))
    return method;
  const month = sent.exp_month ?? card.exp_month;
  const year = sent.exp_year ?? card.exp_year;
  if (month < 1 || month > 12) throw invalid("month");
  if (Date.UTC(year, month, 1) <= world.nowMs()) throw invalid("year");
  return { ...method, card: { ...card, exp_month: month, exp_year: year } };
}

const invalid = (part: "month" | "year") =>
  new StripeFailure(`Your card's expiration ${part} is invalid.`, {
    status: 402,
    type: "card_error",
    code: `invalid_expiry_${part}`,
    param: `exp_${part}`,
  });
