import type { Sighting } from "@idem/billing";
import { type ActedIntent, slotOf } from "@idem/domain";
import type Stripe from "stripe";
import { idOf } from "./id-of.ts";
import { reading, readingOne } from "./reading.ts";

/**
 * Whether an action on a subscription was done. What was changed carries the slot of the last effect that changed it,
 * and as no second one begins before the first is settled, the last is the one that is asked about.
 */
export async function lookForAction(stripe: Stripe, intent: ActedIntent): Promise<Sighting> {
  switch (intent.kind) {
    case "subscription.update":
      return lookForUpdate(
        await readingOne(() => stripe.subscriptions.retrieve(intent.subscriptionId)),
        intent,
      );
    case "schedule.create":
      return lookForSchedule(stripe, intent);
    case "schedule.plan":
      return marked(
        await readingOne(() => stripe.subscriptionSchedules.retrieve(intent.scheduleId)),
        intent,
      );
    case "schedule.release": {
      const found = await readingOne(() =>
        stripe.subscriptionSchedules.retrieve(intent.scheduleId),
      );
      return found?.status === "released" ? seen(found) : none;
    }
    case "invoice.pay": {
      const found = await readingOne(() => stripe.invoices.retrieve(intent.invoiceId));
      return found?.status === "paid" ? seen({ id: intent.invoiceId }) : none;
    }
  }
}

/** A change that waits for its payment keeps its mark until it comes true. */
const lookForUpdate = (found: Stripe.Subscription | null, intent: ActedIntent): Sighting =>
  found?.pending_update?.metadata?.["action"] === slotOf(intent)
    ? seen(found)
    : marked(found, intent);

/**
 * This effect is recorded only where no schedule steers the subscription. So the latest one that ever did, newest first
 * as Stripe lists them, is this effect's, unless it is the one that was the latest before: also when it has been released
 * again, or has done its work, by the time somebody looks.
 */
function lookForSchedule(
  stripe: Stripe,
  { customerId, subscriptionId, lastScheduleId }: Extract<ActedIntent, { kind: "schedule.create" }>,
): Promise<Sighting> {
  return reading(async () => {
    for await (const one of stripe.subscriptionSchedules.list({ customer: customerId, limit: 100 }))
      if (idOf(one.subscription) === subscriptionId || one.released_subscription === subscriptionId)
        return one.id === lastScheduleId ? none : seen(one);
    return none;
  });
}

const none: Sighting = { is: "none" };
const seen = ({ id }: { id: string }): Sighting => ({ is: "found", result: { id } });

const marked = (
  object: { id: string; metadata: Stripe.Metadata | null } | null,
  intent: ActedIntent,
): Sighting => (object?.metadata?.["action"] === slotOf(intent) ? seen(object) : none);
