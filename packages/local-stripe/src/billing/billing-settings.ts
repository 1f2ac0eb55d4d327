import type { BillingSettings } from "../state/records.ts";
import type { World } from "../state/world.ts";

const key = "billing";

/**
 * Stripe's own retries are chosen by a model and cannot be foretold. These are the three of the dashboard's
 * custom schedule: 3, 5 and 7 days, each after the attempt before. Invoices are finalized at once, where
 * Stripe lets them be drafts for about an hour: a test need not move its clock twice.
 */
const unlessSet: BillingSettings = {
  retryDays: [3, 5, 7],
  afterLastRetry: "cancel",
  invoiceAfterLastRetry: "open",
  draftMinutes: 0,
  upcomingDays: 7,
};

export const billingSettings = (world: World): BillingSettings =>
  world.store.billing_settings.get(key) ?? unlessSet;

/** Replaces what is named and leaves the rest. Open invoices keep the next attempt they have. */
export function setBillingSettings(
  world: World,
  change: Partial<BillingSettings>,
): BillingSettings {
  const settings = { ...billingSettings(world), ...change };
  world.store.billing_settings.put(key, settings);
  return settings;
}
