import type { World } from "../state/world.ts";
import type { Customer, Invoice, PaymentMethod, Subscription } from "../wire/stored.ts";

/** The card that an invoice is collected with: its own, its subscription's, or its customer's default. */
export function methodOfInvoice(world: World, invoice: Invoice): PaymentMethod | undefined {
  const subscription = world.store.subscriptions.get(
    invoice.parent?.subscription_details?.subscription ?? "",
  );
  const customer = world.store.customers.get(invoice.customer ?? "");
  if (customer === undefined || !("invoice_settings" in customer)) return undefined;
  const own = world.store.payment_methods.get(invoice.default_payment_method ?? "");
  return own ?? methodOfSubscription(world, subscription, customer);
}

/** The card that a subscription renews with; one that was detached does not count. */
export function methodOfSubscription(
  world: World,
  subscription: Subscription | undefined,
  customer: Customer,
): PaymentMethod | undefined {
  const ids = [
    subscription?.default_payment_method,
    customer.invoice_settings.default_payment_method,
  ];
  return ids
    .map((id) => world.store.payment_methods.get(id ?? ""))
    .find((method) => method !== undefined && method.customer === customer.id);
}
