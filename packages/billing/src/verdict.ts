import {
  assessPromotion,
  type CodeVerdict,
  type Promotion,
  type SellablePrice,
  type StripeCustomerId,
} from "@idem/domain";
import type { Ports } from "./ports/ports.ts";

export type CodeQuestion = {
  code: string | null;
  price: SellablePrice;
  quantity: number;
  customerId: StripeCustomerId | null;
};

/** Asks Stripe about a code and says whether it applies. Throws `ProviderUnavailable`: unknown is not "no such code". */
export async function judgeCode(
  ports: Ports,
  { code, price, quantity, customerId }: CodeQuestion,
  findPromotion: (code: string) => Promise<Promotion | null> = ports.gateway.promotion,
): Promise<CodeVerdict> {
  if (code === null) return { is: "none" };
  const promotion = await findPromotion(code);
  if (promotion === null) return { is: "rejected", code, rejection: { reason: "unknown" } };
  const isFirstPurchase =
    !promotion.firstPurchaseOnly ||
    customerId === null ||
    !(await ports.gateway.hasPurchased(customerId));
  const rejection = assessPromotion(promotion, {
    price,
    quantity,
    customerId,
    isFirstPurchase,
    nowMs: ports.nowMs(),
  });
  return rejection === null
    ? { is: "applied", promotion }
    : { is: "rejected", code: promotion.code, rejection };
}
