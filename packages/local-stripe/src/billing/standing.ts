import { applyPending } from "../changes/pending-update.ts";
import { change, type World } from "../state/world.ts";
import type { Invoice, Subscription } from "../wire/stored.ts";

/** Keeps Stripe's mark of a customer whose latest invoice news was bad. */
export function setDelinquent(world: World, id: string | null, delinquent: boolean): void {
  const customer = world.store.customers.get(id ?? "");
  if (customer === undefined || !("delinquent" in customer)) return;
  if (customer.delinquent === delinquent) return;
  change(world, { kind: "customers", event: "customer.updated" }, { ...customer, delinquent });
}

const waiting = ["incomplete", "past_due", "unpaid", "paused"];

/**
 * A subscription whose decisive invoice is settled (paid, forgiven, or voided) is active again. Older
 * invoices may stay open: only the latest one decides. A change that waited for the payment is made.
 */
export function recover(world: World, invoice: Invoice): void {
  const id = invoice.parent?.subscription_details?.subscription;
  applyPending(world, id ?? "");
  const subscription = world.store.subscriptions.get(id ?? "");
  if (subscription === undefined || !waiting.includes(subscription.status)) return;
  const latest = decisive(world, subscription);
  if (latest?.status !== "paid" && latest?.status !== "uncollectible") return;
  if (latest.id !== invoice.id && invoice.status !== "void") return;
  if (invoice.status === "void" && subscription.status === "paused") return;
  const { status_details: _, ...rest } = subscription;
  const active = change(
    world,
    { kind: "subscriptions", event: "customer.subscription.updated" },
    { ...rest, status: "active" },
  );
  if (subscription.status === "paused") world.emit("customer.subscription.resumed", active);
}

/** The newest invoice that still counts. Drafts count for an unpaid subscription, whose invoices stay drafts. */
export function decisive(world: World, subscription: Subscription): Invoice | undefined {
  const scope = { index: "subscription", key: subscription.id };
  for (const [, invoice] of world.store.invoices.newestFirst(scope)) {
    if (invoice.status === "void") continue;
    if (invoice.status === "draft" && subscription.status !== "unpaid") continue;
    return invoice;
  }
  return undefined;
}
