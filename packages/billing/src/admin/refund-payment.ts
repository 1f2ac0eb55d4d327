import {
  decideRefund,
  type PaymentTruth,
  refuse,
  type StripeCustomerId,
  slotOf,
} from "@idem/domain";
import { adminActor } from "../actor.ts";
import { once } from "../once.ts";
import { refuseSilence } from "../refuse-silence.ts";
import type { RefundAnswer, RefundRequest } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";
import { whoseCustomer } from "./whose-customer.ts";

/**
 * Pays back a payment, or a part of it, exactly once (G4): pressed twice, by two admins at once, or after a lost answer.
 * What two of them mean as one is told by what their screens said was paid back before; see `decideRefund`. It may be a
 * payment of any customer that is the account's, and of none that does not say so (G8).
 */
export async function refundPayment(
  adminPorts: AdminPorts,
  request: RefundRequest,
): Promise<RefundAnswer> {
  try {
    return await refund(adminPorts, request);
  } catch (error) {
    return refuseSilence(error, inDoubt);
  }
}

const inDoubt =
  "Stripe does not answer right now. If the refund was under way, it will be finished, and only once. Please look again in a moment.";

async function refund(
  adminPorts: AdminPorts,
  { accountId, userId, requestId, ...asked }: RefundRequest,
): Promise<RefundAnswer> {
  const { ports, store } = adminPorts;
  const actor = adminActor({ userId, requestId });
  const payment = await findPayment(adminPorts, { accountId, ...asked });
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
      return refuse("provider_unavailable", { message: inDoubt });
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

/** Of the customer in the account's row, as nearly always; else of another one, if that is the account's too. */
async function findPayment(
  adminPorts: AdminPorts,
  { accountId, paymentIntentId }: Pick<RefundRequest, "accountId" | "paymentIntentId">,
): Promise<PaymentTruth | null> {
  const { ports, reads } = adminPorts;
  const paidBy = async (id: StripeCustomerId) => truthOf(await reads.payments(id), paymentIntentId);
  const { customer } = await ports.store.account(accountId);
  const own = customer && (await paidBy(customer.stripeCustomerId));
  if (own !== null) return own;
  const payerId = await reads.customerOf(paymentIntentId);
  const payer = payerId && (await reads.customer(payerId));
  const isTheirs = payer && (await whoseCustomer(adminPorts, payer)) === accountId;
  return isTheirs ? paidBy(payer.id) : null;
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
