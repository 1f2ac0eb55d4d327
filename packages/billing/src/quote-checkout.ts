import { type Promotion, quoteFor, refuse, seatsOf, trialDaysFor } from "@idem/domain";
import type { QuoteAnswer } from "./answers.ts";
import type { QuoteQuestion } from "./billing.ts";
import type { Ports } from "./ports/ports.ts";
import { refuseSeats } from "./refuse-seats.ts";
import { refuseSilence } from "./refuse-silence.ts";
import { judgeCode } from "./verdict.ts";

/** What a price costs with a code, today and later. Changes nothing. */
export async function quoteCheckout(
  ports: Ports,
  question: QuoteQuestion,
  findPromotion: (code: string) => Promise<Promotion | null>,
): Promise<QuoteAnswer> {
  const price = await ports.catalogue.price(question.priceId);
  if (price === null) return refuse("price_unavailable");
  const { code, quantity, accountId } = question;
  if (seatsOf(price, quantity) === null) return refuseSeats(price);
  const known = accountId === null ? nobody : await ports.store.account(accountId);
  const customerId = known.customer?.stripeCustomerId ?? null;
  try {
    const verdict = await judgeCode(ports, { code, price, quantity, customerId }, findPromotion);
    const trialDays = trialDaysFor(price, known);
    const quote = quoteFor(price, verdict, { quantity, trialDays, nowMs: ports.nowMs() });
    return { is: "quoted", ...quote };
  } catch (error) {
    return refuseSilence(error);
  }
}

const nobody = { customer: null, subscription: null, trial: null };
