import type { Asking, PlainAction } from "@idem/billing";
import { isStripeSubscriptionId, type StripeSubscriptionId } from "@idem/domain";
import { z } from "zod";
import { accountProcedure, accountShape } from "../account-procedure.ts";
import { requireAllowed } from "../require-allowed.ts";

/**
 * What every change of a running subscription names: the subscription that is on the screen, so that no other is
 * touched, and an id made once for this asking, so that pressing twice is asking once.
 */
export const askingShape = {
  ...accountShape,
  actionId: z.string().min(8).max(64),
  subscriptionId: z.custom<StripeSubscriptionId>(
    (value) => typeof value === "string" && isStripeSubscriptionId(value) && value.length <= 255,
    { message: "Expected a subscription id." },
  ),
};

/** Every change of a running subscription is built on this one: it knows who asks, and nobody asks without end. */
export const askingProcedure = accountProcedure
  .input(z.object(askingShape))
  .use(({ ctx, input: { actionId, subscriptionId }, next }) => {
    const { accountId, billing, limits, requestId, viewer } = ctx;
    requireAllowed(limits.take("act", viewer.userId));
    const asking: Asking = {
      accountId,
      userId: viewer.userId,
      requestId,
      actionId,
      subscriptionId,
    };
    const act = (action: PlainAction) => billing.act({ ...asking, action });
    return next({ ctx: { asking, act } });
  });
