import type { PaymentView } from "@idem/billing";
import { toStripePaymentIntentId } from "@idem/domain";
import type Stripe from "stripe";
import { idOf } from "./id-of.ts";

/** Two years of months, with what was upgraded between; older ones are in Stripe's dashboard. */
const limit = 50;

/** A customer's invoices, newest first, each with what was paid for it and what of that was paid back. */
export async function listPayments(stripe: Stripe, customer: string): Promise<PaymentView[]> {
  const [invoices, charges] = await Promise.all([
    stripe.invoices.list({ customer, limit, expand: ["data.payments"] }),
    stripe.charges.list({ customer, limit: 100 }),
  ]);
  const paid = new Map(
    charges.data.flatMap((charge) =>
      charge.paid ? [[idOf(charge.payment_intent), charge] as const] : [],
    ),
  );
  return invoices.data.map((invoice) => toPayment(invoice, paid.get(intentOf(invoice))));
}

function toPayment(invoice: Stripe.Invoice, charge: Stripe.Charge | undefined): PaymentView {
  const [line] = invoice.lines.data;
  const subscription = invoice.parent?.subscription_details?.subscription ?? null;
  return {
    invoiceId: invoice.id,
    number: invoice.number,
    status: invoice.status,
    description: line?.description ?? "",
    subscriptionId: idOf(subscription),
    currency: invoice.currency,
    total: invoice.total,
    createdAt: new Date(invoice.created * 1_000).toISOString(),
    hostedUrl: invoice.hosted_invoice_url ?? null,
    pdfUrl: invoice.invoice_pdf ?? null,
    payment: charge === undefined ? null : paymentOf(charge),
  };
}

function paymentOf(charge: Stripe.Charge): PaymentView["payment"] {
  const intent = idOf(charge.payment_intent);
  if (intent === null) return null;
  const card = charge.payment_method_details?.card;
  return {
    paymentIntentId: toStripePaymentIntentId(intent),
    paid: charge.amount_captured,
    refunded: charge.amount_refunded,
    card: card ? `${card.brand ?? "card"} ···· ${card.last4 ?? "?"}` : null,
  };
}

function intentOf(invoice: Stripe.Invoice): string | null {
  const payment = invoice.payments?.data.find(({ status }) => status === "paid");
  return idOf(payment?.payment.payment_intent ?? null);
}
