import type Stripe from "stripe";
import { expect, test } from "vitest";
import { refused } from "./local.ts";
import { eventsOf, giveCard, latestInvoice, priceOf, startAt, subscribe } from "./running.ts";

async function declinedUpgrade(card = "pm_card_chargeCustomerFail") {
  const local = await startAt("2026-04-01T00:00:00Z");
  const { stripe } = local;
  const [small, big] = [await priceOf(stripe, 1000), await priceOf(stripe, 9000)];
  const { subscription, item, customer } = await subscribe(stripe, small);
  await local.moveTo("2026-04-16T00:00:00Z");
  await giveCard(stripe, customer, card);
  const upgrade: Stripe.SubscriptionUpdateParams = {
    items: [{ id: item, price: big }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
  };
  const held = await stripe.subscriptions.update(subscription.id, upgrade);
  return { ...local, customer, held, small, big, upgrade };
}

test("an upgrade that is not paid waits: the plan stays, the invoice is open, the time is limited", async () => {
  const { stripe, held, small, big } = await declinedUpgrade();
  expect(held).toMatchObject({
    status: "active",
    items: { data: [{ price: { id: small } }] },
    pending_update: {
      subscription_items: [{ price: { id: big } }],
      expires_at: new Date("2026-04-16T23:00:00Z").getTime() / 1000,
    },
  });
  expect(await latestInvoice(stripe, held.id)).toMatchObject({ status: "open", amount_due: 4000 });
});

test("paying the invoice makes the change", async () => {
  const { stripe, held, customer, big } = await declinedUpgrade();
  await giveCard(stripe, customer, "pm_card_visa");
  await stripe.invoices.pay((await latestInvoice(stripe, held.id)).id ?? "");
  expect(await stripe.subscriptions.retrieve(held.id)).toMatchObject({
    pending_update: null,
    status: "active",
    items: { data: [{ price: { id: big } }] },
  });
  expect(await eventsOf(stripe, "customer.subscription.pending_update")).toEqual([
    "customer.subscription.pending_update_applied",
  ]);
});

test("satisfying the bank makes the change", async () => {
  const { stripe, held, customer, big } = await declinedUpgrade("pm_card_authenticationRequired");
  const intents = await stripe.paymentIntents.list({ customer });
  const page = intents.data[0]?.next_action?.redirect_to_url?.url ?? "";
  await fetch(page, { method: "POST", body: new URLSearchParams({ action: "complete" }) });
  expect(await stripe.subscriptions.retrieve(held.id)).toMatchObject({
    pending_update: null,
    items: { data: [{ price: { id: big } }] },
  });
});

test("after 23 hours the invoice is void and the change forgotten, and the next one is reckoned as if it had not been", async () => {
  const { stripe, held, customer, small, upgrade, moveTo } = await declinedUpgrade();
  await moveTo("2026-04-16T23:00:01Z");
  expect(await stripe.subscriptions.retrieve(held.id)).toMatchObject({
    pending_update: null,
    items: { data: [{ price: { id: small } }] },
  });
  expect((await latestInvoice(stripe, held.id)).status).toBe("void");
  expect(await eventsOf(stripe, "customer.subscription.pending_update")).toEqual([
    "customer.subscription.pending_update_expired",
  ]);
  await giveCard(stripe, customer, "pm_card_visa");
  await moveTo("2026-04-21T00:00:00Z");
  await stripe.subscriptions.update(held.id, upgrade);
  const invoice = await latestInvoice(stripe, held.id);
  expect(invoice.lines.data.map(({ amount }) => amount)).toEqual([-333, 3000]);
});

test("another change, or voiding the invoice, takes a pending one back", async () => {
  const { stripe, held, upgrade } = await declinedUpgrade();
  const first = await latestInvoice(stripe, held.id);
  const again = await stripe.subscriptions.update(held.id, upgrade);
  expect((await stripe.invoices.retrieve(first.id ?? "")).status).toBe("void");
  expect(again.pending_update).not.toBeNull();
  await stripe.invoices.voidInvoice((await latestInvoice(stripe, held.id)).id ?? "");
  expect((await stripe.subscriptions.retrieve(held.id)).pending_update).toBeNull();
});

test("what a pending update cannot hold is refused", async () => {
  const { stripe, held } = await declinedUpgrade();
  const update = stripe.subscriptions.update(held.id, {
    payment_behavior: "pending_if_incomplete",
    cancel_at_period_end: true,
  });
  expect((await refused(update)).message).toContain(
    "Pending updates do not support cancel_at_period_end",
  );
});

test("credit that the void invoice had taken goes back to the customer", async () => {
  const { stripe, held, customer, upgrade } = await declinedUpgrade();
  await stripe.invoices.voidInvoice((await latestInvoice(stripe, held.id)).id ?? "");
  await stripe.customers.createBalanceTransaction(customer, { amount: -700, currency: "usd" });
  await stripe.subscriptions.update(held.id, upgrade);
  const open = await latestInvoice(stripe, held.id);
  expect(open).toMatchObject({ amount_due: 3300, starting_balance: -700, ending_balance: 0 });
  await stripe.invoices.voidInvoice(open.id ?? "");
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -700 });
});
