import { collect } from "../billing/charge.ts";
import { redeem } from "../billing/discount.ts";
import { openInvoice } from "../billing/invoice.ts";
import { periodLines } from "../billing/invoice-lines.ts";
import { linkPayment, markPaid } from "../billing/pay-invoice.ts";
import { attach } from "../billing/payment-method.ts";
import { recordSetup } from "../billing/setup-intent.ts";
import { beginSubscription, drawSubscription } from "../billing/subscription.ts";
import { liveCustomer } from "../resources/find.ts";
import { change, type World } from "../state/world.ts";
import type {
  CheckoutSession,
  PaymentIntent,
  PaymentMethod,
  Subscription,
} from "../wire/stored.ts";
import { linesOf, sourceOfSession } from "./basket.ts";
import { buyerOf, detailsOf, type Entered } from "./buyer.ts";
import { trialEndOf } from "./create.ts";

type Paid = {
  entry: Entered;
  method: PaymentMethod | undefined;
  intent: PaymentIntent | null;
};

/**
 * Turns an open session into what was bought, as Stripe does since it makes subscriptions only after
 * the payment: card saved, payment collected, subscription and its paid invoice, session complete.
 */
export function complete(
  world: World,
  session: CheckoutSession,
  { entry, method, intent }: Paid,
): CheckoutSession {
  const buyer = buyerOf(world, session, entry);
  const saved =
    method === undefined
      ? undefined
      : attach(world, method, { customer: buyer.id, asDefault: true });
  if (saved !== undefined && intent === null) recordSetup(world, saved);
  const attempt = world.store.checkout_attempts.get(session.id);
  const drawn = drawSubscription(world, {
    customer: buyer,
    items: linesOf(session).flatMap((line) =>
      line.price === null || line.price.recurring === null
        ? []
        : [{ price: line.price, quantity: line.quantity ?? 1 }],
    ),
    metadata: attempt?.subscriptionMetadata ?? {},
    description: attempt?.subscriptionDescription ?? null,
    trialEnd: attempt === undefined ? null : trialEndOf(world, attempt),
    status: "active",
    paymentMethod: saved?.id ?? null,
    missingMethodAtTrialEnd: attempt?.missingMethodAtTrialEnd ?? "create_invoice",
  });
  const source = sourceOfSession(world, session);
  const discounts =
    source === undefined
      ? []
      : [
          redeem(world, source, {
            customer: buyer.id,
            subscription: drawn.id,
            session: session.id,
          }),
        ];
  const subscription: Subscription = { ...drawn, discounts: discounts.map(({ id }) => id) };
  beginSubscription(world, subscription);

  const [item] = subscription.items.data;
  const period = {
    start: item?.current_period_start ?? world.now(),
    end: item?.current_period_end ?? world.now(),
    trial: subscription.status === "trialing",
  };
  const invoice = openInvoice(world, {
    customer: liveCustomer(world, buyer.id),
    subscription,
    reason: "subscription_create",
    lines: periodLines(world, subscription, period),
    discounts,
  });
  const collected = pay(world, { intent, saved, amount: invoice.amount_due, customer: buyer.id });
  if (collected !== null) linkPayment(world, invoice, collected);
  const paid = markPaid(world, invoice, collected);
  const current = world.store.subscriptions.get(subscription.id) ?? subscription;
  world.store.subscriptions.put(subscription.id, { ...current, latest_invoice: paid.id });

  return change(
    world,
    { kind: "checkout_sessions", event: "checkout.session.completed" },
    {
      ...session,
      customer: buyer.id,
      customer_details: detailsOf(session, buyer, entry),
      invoice: paid.id,
      payment_status: period.trial ? "no_payment_required" : "paid",
      status: "complete",
      subscription: subscription.id,
      url: null,
    },
  );
}

/** The credit of a customer lowers what the card pays; nothing is charged when it covers everything. */
function pay(
  world: World,
  {
    intent,
    saved,
    amount,
    customer,
  }: {
    intent: PaymentIntent | null;
    saved: PaymentMethod | undefined;
    amount: number;
    customer: string;
  },
): PaymentIntent | null {
  if (intent === null || saved === undefined) return null;
  if (amount > 0) return collect(world, { ...intent, amount, customer }, saved);
  change(
    world,
    { kind: "payment_intents", event: "payment_intent.canceled" },
    { ...intent, canceled_at: world.now(), customer, status: "canceled" },
  );
  return null;
}
