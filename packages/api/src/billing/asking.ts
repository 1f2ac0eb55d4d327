import { isStripeSubscriptionId, type StripeSubscriptionId } from "@idem/domain";
import { z } from "zod";
import { accountShape } from "../account-procedure.ts";
import type { Viewer } from "../context.ts";

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

/** Who asks, from the request's context. */
export const asker = ({ viewer, requestId }: { viewer: Viewer; requestId: string }) => ({
  userId: viewer.userId,
  requestId,
});
