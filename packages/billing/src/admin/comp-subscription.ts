import { addMonths } from "@idem/domain";
import { actOnSubscription } from "../act-on-subscription.ts";
import { adminActor } from "../actor.ts";
import type { ActAnswer } from "../answers.ts";
import { refuseSilence } from "../refuse-silence.ts";
import type { AdminAsking } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";

/** Makes the subscription free for so many months: what renews until then costs nothing. */
export async function compSubscription(
  { ports, reads }: AdminPorts,
  { months, reason, ...asking }: AdminAsking & { months: number },
): Promise<ActAnswer> {
  const { accountId, actionId, subscriptionId } = asking;
  try {
    const couponId = await reads.compCoupon(months);
    const untilMs = addMonths(ports.nowMs(), months);
    return await actOnSubscription(ports, {
      accountId,
      actor: adminActor(asking),
      asked: { actionId, subscriptionId, reason, action: { is: "comp", couponId, untilMs } },
    });
  } catch (error) {
    return refuseSilence(error);
  }
}
