import type { IntentOf, Permit, Sighting } from "@idem/billing";
import { slotOf } from "@idem/domain";
import type { Sim } from "../sim.ts";
import { shown } from "./execute.ts";
import { isLiving } from "./state.ts";

const marginMs = 600_000;
const searchLagMs = 60_000;

/**
 * What a look finds: by list and retrieve, which see everything that was done; deleted customers are in no list. Stripe's
 * search lags by up to a minute, and the product asks it nothing; in the run that does, it does not see what is young.
 */
export function look(
  { stripe, clocks, flaws }: Pick<Sim, "stripe" | "clocks" | "flaws">,
  { intent, firstSentAtMs }: Permit<IntentOf<"stripe">>,
): Sighting {
  const listedMs = clocks.stripeMs - (flaws.has("looks by search") ? searchLagMs : 0);
  const effect = slotOf(intent);
  const seen = (id: string | undefined): Sighting =>
    id === undefined ? { is: "none" } : { is: "found", result: { id } };
  switch (intent.kind) {
    case "customer.create": {
      const sinceMs = Math.floor((firstSentAtMs - marginMs) / 1_000) * 1_000;
      return seen(
        [...stripe.customers.values()].find(
          (one) =>
            !one.deleted &&
            one.effect === effect &&
            one.createdMs <= listedMs &&
            (one.email === intent.email || one.createdMs >= sinceMs),
        )?.id,
      );
    }
    case "session.create": {
      const session = [...stripe.sessions.values()].find((one) => one.effect === effect);
      return session ? { is: "found", result: shown(session) } : { is: "none" };
    }
    case "session.expire": {
      const session = stripe.sessions.get(intent.sessionId);
      return seen(session?.status === "expired" ? session.id : undefined);
    }
    case "subscription.cancel": {
      const subscription = stripe.subscriptions.get(intent.subscriptionId);
      return seen(subscription && isLiving(subscription) ? undefined : intent.subscriptionId);
    }
    case "payment.refund":
    case "refund.create":
      return seen(stripe.refunds.find((one) => one.effect === effect)?.id);
    case "customer.update": {
      const customer = stripe.customers.get(intent.customerId);
      return seen(customer?.contact === effect && !customer.deleted ? customer.id : undefined);
    }
    case "subscription.update": {
      const subscription = stripe.subscriptions.get(intent.subscriptionId);
      return seen(subscription?.action === effect ? subscription.id : undefined);
    }
    case "schedule.create": {
      const latest = [...stripe.schedules.values()].findLast(
        (one) => one.subscriptionId === intent.subscriptionId,
      );
      return seen(latest?.id === intent.lastScheduleId ? undefined : latest?.id);
    }
    case "schedule.plan": {
      const schedule = stripe.schedules.get(intent.scheduleId);
      return seen(schedule?.action === effect ? schedule.id : undefined);
    }
    case "schedule.release": {
      const schedule = stripe.schedules.get(intent.scheduleId);
      return seen(schedule?.status === "released" ? schedule.id : undefined);
    }
    case "invoice.pay":
      return seen(stripe.paidInvoices.has(intent.invoiceId) ? intent.invoiceId : undefined);
    case "customer.mark":
    case "balance.adjust":
    case "tax_id.add":
    case "session.close":
      throw new Error(`The simulator has no doctor: ${intent.kind}.`);
  }
}
