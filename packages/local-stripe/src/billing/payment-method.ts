import { add, change, type World } from "../state/world.ts";
import { toAddress } from "../wire/address.ts";
import { newId } from "../wire/id.ts";
import type { PaymentMethod } from "../wire/stored.ts";
import type { TestCard } from "./cards.ts";

type Holder = { email: string | null; name: string | null };

/** A card as a payment method, not yet anybody's. */
export function newPaymentMethod(world: World, card: TestCard, holder: Holder): PaymentMethod {
  return {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: "limited",
    billing_details: {
      address: toAddress({}),
      email: holder.email,
      name: holder.name,
      phone: null,
      tax_id: null,
    },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: card.country,
      display_brand: card.brand,
      exp_month: 12,
      exp_year: new Date(world.nowMs()).getUTCFullYear() + 4,
      fingerprint: card.fingerprint,
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: world.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
}

/** Saves a method with a customer; `asDefault` makes invoices use it, unless they have another. */
export function attach(
  world: World,
  method: PaymentMethod,
  { customer, asDefault }: { customer: string; asDefault: boolean },
): PaymentMethod {
  const attached = { ...method, customer };
  add(world, { kind: "payment_methods", event: "payment_method.attached" }, attached);
  const owner = world.store.customers.get(customer);
  if (asDefault && owner !== undefined && "invoice_settings" in owner) {
    const settings = { ...owner.invoice_settings, default_payment_method: method.id };
    change(
      world,
      { kind: "customers", event: "customer.updated" },
      { ...owner, invoice_settings: settings },
    );
  }
  return attached;
}

/** Takes a method from its customer; whatever had it as its default has none any more. */
export function detach(world: World, method: PaymentMethod): PaymentMethod {
  const owner = world.store.customers.get(method.customer ?? "");
  if (owner !== undefined && "invoice_settings" in owner) {
    const settings = owner.invoice_settings;
    if (settings.default_payment_method === method.id) {
      const none = { ...settings, default_payment_method: null };
      change(
        world,
        { kind: "customers", event: "customer.updated" },
        { ...owner, invoice_settings: none },
      );
    }
    const scope = { index: "customer", key: owner.id };
    for (const [, subscription] of [...world.store.subscriptions.newestFirst(scope)]) {
      if (subscription.default_payment_method !== method.id) continue;
      const after = { ...subscription, default_payment_method: null };
      change(world, { kind: "subscriptions", event: "customer.subscription.updated" }, after);
    }
  }
  const detached = { ...method, customer: null };
  world.store.payment_methods.put(method.id, detached);
  world.emit("payment_method.detached", detached, method);
  return detached;
}
