import { type Promotion, quoteFor, refuse } from "@idem/domain";
import type { QuoteAnswer } from "./answers.ts";
import type { QuoteQuestion } from "./billing.ts";
import { ProviderUnavailable } from "./ports/gateway.ts";
import type { Ports } from "./ports/ports.ts";
import { judgeCode } from "./verdict.ts";

/** What a price costs with a code, today and later. Changes nothing. */
export async function quoteCheckout(
  ports: Ports,
  question: QuoteQuestion,
  findPromotion: (code: string) => Promise<Promotion | null>,
): Promise<QuoteAnswer> {
  const price = await ports.catalogue.price(question.priceId);
  if (price === null) return refuse("price_unavailable");
  const customer =
    question.accountId === null ? null : (await ports.store.account(question.accountId)).customer;
  const customerId = customer?.stripeCustomerId ?? null;
  try {
    const verdict = await judgeCode(
      ports,
      { code: question.code, price, customerId },
      findPromotion,
    );
    return { is: "quoted", ...quoteFor(price, verdict) };
  } catch (error) {
    if (error instanceof ProviderUnavailable) return refuse("provider_unavailable");
    throw error;
  }
}
