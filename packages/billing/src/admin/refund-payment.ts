import { decideRefund, type PaymentTruth, refuse, slotOf } from "@idem/domain";
import { adminActor } from "../actor.ts";
import { once } from "../once.ts";
import { ProviderUnavailable } from "../ports/gateway.ts";
import type { RefundAnswer, RefundRequest } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";

/**
 * Pays back a payment, or a part of it, exactly once (G4): pressed twice, by two admins at once, or after a lost answer.
 * What two of them mean as one is told by what their screens said was paid back before; see `decideRefund`.
 */
export async function refundPayment(
  adminPorts: AdminPorts,
  request: RefundRequest,
): Promise<RefundAnswer> {
  try {
    return await refund(adminPorts, request);
  } catch (error) {
    if (error instanceof ProviderUnavailable) return inDoubt;
    throw error;
  }
}

const inDoubt = refuse("provider_unavailable", {
  message:
    "Stripe does not answer right now. If the refund was under way, it will be finished, and only once. Please look again in a moment.",
});

async function refund(
  { ports, store, reads }: AdminPorts,
  { accountId, userId, requestId, ...asked }: RefundRequest,
): Promise<RefundAnswer> {
  const actor = adminActor({ userId, requestId });
  const { customer } = await ports.store.account(accountId);
  if (customer === null) return refuse("not_paid");
  const payments = await reads.payments(customer.stripeCustomerId);
  const payment = truthOf(payments, asked.paymentIntentId);
  // Read after Stripe: a refund that Stripe shows was recorded before it was sent.
  const slot = slotOf({ kind: "refund.create", accountId, ...asked });
  const isRecorded = await store.isRecorded(slot);
  const decision = await ports.transition({ accountId, actor }, (state) =>
    decideRefund(state, asked, { payment, isRecorded }),
  );
  if (decision.is === "refused") return decision;
  const { outcome } = await once(ports, decision.effect, actor);
  const currency = payment?.currency ?? "usd";
  switch (outcome?.is) {
    case undefined:
      return inDoubt;
    case "done": {
      const amount = outcome.result.amountTotal ?? asked.amount;
      if (amount !== asked.amount) return refuse("refund_changed");
      return {
        is: "done",
        amount,
        currency,
        auditSeq: await store.auditSeqOf(accountId, requestId),
      };
    }
    case "refused":
    case "withdrawn":
    case "void":
      return refuse("provider_refused", {
        message:
          outcome.is === "refused" ? `Stripe refused: ${outcome.message}` : "It was not done.",
      });
  }
}

function truthOf(
  payments: Awaited<ReturnType<AdminPorts["reads"]["payments"]>>,
  id: string,
): PaymentTruth | null {
  const found = payments.find(({ payment }) => payment?.paymentIntentId === id);
  if (found?.payment == null) return null;
  const { paymentIntentId, paid, refunded } = found.payment;
  return { paymentIntentId, paid, refunded, currency: found.currency };
}
