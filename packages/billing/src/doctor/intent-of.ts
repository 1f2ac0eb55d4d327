import type { AccountId, EffectIntent, Step } from "@idem/domain";
import type { Plan } from "../ports/doctor-records.ts";

/** The steps that are an effect of their own at Stripe, and so stand in the journal under the slot of their intent. */
export type EffectStep = Extract<Step, { is: (typeof effectSteps)[number] }>;

const effectSteps = ["mark", "adjust", "tax", "close", "cancel", "refund"] as const;

export const isEffectStep = (step: Step): step is EffectStep =>
  effectSteps.some((is) => is === step.is);

type Repair = { plan: Pick<Plan, "reason">; accountId: AccountId; name: string };

/** What such a step asks of Stripe: the same each time the step of the same name is taken. */
export function intentOf({ plan, accountId, name }: Repair, step: EffectStep): EffectIntent {
  const repair = { accountId, repairId: name, reason: plan.reason };
  switch (step.is) {
    case "mark": {
      const { customerId, metadata } = step;
      return { kind: "customer.mark", ...repair, customerId, metadata };
    }
    case "adjust": {
      const { customerId, amount, currency } = step;
      return { kind: "balance.adjust", ...repair, customerId, amount, currency };
    }
    case "tax": {
      const { customerId, type, value } = step;
      return { kind: "tax_id.add", ...repair, customerId, type, value };
    }
    case "close":
      return { kind: "session.close", ...repair, sessionId: step.sessionId };
    case "cancel": {
      const { subscriptionId, because: reason } = step;
      return { kind: "subscription.cancel", accountId, subscriptionId, reason };
    }
    case "refund":
      return { kind: "payment.refund", accountId, paymentIntentId: step.paymentIntentId };
  }
}
