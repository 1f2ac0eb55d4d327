import { offFor, refuse, rejectionMessage } from "@idem/domain";
import { actOnSubscription } from "./act-on-subscription.ts";
import { customerActor } from "./actor.ts";
import type { ActAnswer } from "./answers.ts";
import type { ApplyCode } from "./billing.ts";
import type { Ports } from "./ports/ports.ts";
import { refuseSilence } from "./refuse-silence.ts";
import { judgeCode } from "./verdict.ts";

/** Puts a promotion code on the running subscription: from the next invoice on it is cheaper. A rejected code says why (G9). */
export async function applyCode(ports: Ports, request: ApplyCode): Promise<ActAnswer> {
  const { accountId, code, actionId, subscriptionId } = request;
  const { subscription, customer } = await ports.store.account(accountId);
  if (subscription === null || customer === null) return refuse("no_subscription");
  const price = await ports.catalogue.priceByStripeId(subscription.stripePriceId);
  if (price === null) return refuse("price_unavailable");
  try {
    const { quantity } = subscription;
    const customerId = customer.stripeCustomerId;
    const verdict = await judgeCode(ports, { code, price, quantity, customerId });
    switch (verdict.is) {
      case "none":
        return refuse("code_rejected");
      case "rejected":
        return refuse("code_rejected", {
          message: rejectionMessage(verdict.code, verdict.rejection),
        });
      case "applied": {
        const { id: promotionCodeId } = verdict.promotion;
        const off = offFor(price, verdict.promotion);
        return await actOnSubscription(ports, {
          accountId,
          actor: customerActor(request),
          asked: {
            actionId,
            subscriptionId,
            action: { is: "apply_code", code: verdict.promotion.code, promotionCodeId, off },
          },
        });
      }
    }
  } catch (error) {
    return refuseSilence(error);
  }
}
