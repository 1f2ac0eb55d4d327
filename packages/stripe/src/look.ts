import type { IntentOf, Permit, Sighting } from "@idem/billing";
import { type EffectIntent, slotOf } from "@idem/domain";
import type Stripe from "stripe";
import { lookForAction } from "./look-for-action.ts";
import { lookForRepair } from "./look-for-repair.ts";
import { reading, readingOne } from "./reading.ts";
import { toResult } from "./send.ts";

const none: Sighting = { is: "none" };

/**
 * Whether an effect already exists at Stripe. By list and retrieve only: they are read-after-write, search is not.
 * What we create carries the effect's slot in its metadata, so a match is exact, whatever else was edited since.
 */
export async function look(
  stripe: Stripe,
  { intent, firstSentAtMs }: Permit<IntentOf<"stripe">>,
): Promise<Sighting> {
  switch (intent.kind) {
    case "customer.create":
      return lookForCustomer(stripe, intent, firstSentAtMs);
    case "session.create":
      return reading(() =>
        find(intent, stripe.checkout.sessions.list({ customer: intent.customerId, limit: 100 })),
      );
    case "session.expire":
      return ended(
        await readingOne(() => stripe.checkout.sessions.retrieve(intent.sessionId)),
        "expired",
      );
    case "subscription.cancel": {
      const found = await readingOne(() => stripe.subscriptions.retrieve(intent.subscriptionId));
      return found === null
        ? { is: "found", result: { id: intent.subscriptionId } }
        : ended(found, "canceled");
    }
    case "payment.refund":
    case "refund.create":
      return reading(() =>
        find(intent, stripe.refunds.list({ payment_intent: intent.paymentIntentId, limit: 100 })),
      );
    case "customer.update": {
      const found = await readingOne(() => stripe.customers.retrieve(intent.customerId));
      return found && !found.deleted && found.metadata["contact"] === slotOf(intent)
        ? { is: "found", result: { id: found.id } }
        : none;
    }
    case "subscription.update":
    case "schedule.create":
    case "schedule.plan":
    case "schedule.release":
    case "invoice.pay":
      return lookForAction(stripe, intent);
    case "customer.mark":
    case "balance.adjust":
    case "tax_id.add":
    case "session.close":
      return lookForRepair(stripe, intent);
  }
}

/** Clocks differ, Stripe counts in whole seconds; ten minutes cost at most a page more. */
const marginMs = 600_000;

/** First by the address it was sent with; then, as that may have been edited at Stripe, by the time of its creation. */
async function lookForCustomer(
  stripe: Stripe,
  intent: Extract<EffectIntent, { kind: "customer.create" }>,
  firstSentAtMs: number,
): Promise<Sighting> {
  const created = { gte: Math.floor((firstSentAtMs - marginMs) / 1_000) };
  return reading(async () => {
    const byEmail = await find(intent, stripe.customers.list({ email: intent.email, limit: 100 }));
    return byEmail.is === "found"
      ? byEmail
      : find(intent, stripe.customers.list({ created, limit: 100 }));
  });
}

async function find(
  intent: EffectIntent,
  list: AsyncIterable<{ id: string; metadata?: Stripe.Metadata | null }>,
): Promise<Sighting> {
  const effect = slotOf(intent);
  for await (const item of list)
    if (item.metadata?.["effect"] === effect) return { is: "found", result: toResult(item) };
  return none;
}

const ended = (object: { id: string; status?: string | null } | null, status: string): Sighting =>
  object?.status === status ? { is: "found", result: { id: object.id } } : none;
