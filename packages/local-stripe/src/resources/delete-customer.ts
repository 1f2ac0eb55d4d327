import { endSubscription, isEnded } from "../billing/subscription.ts";
import type { World } from "../state/world.ts";
import { find } from "./find.ts";

/** Deletes a customer and ends all of their subscriptions now. */
export function deleteCustomer(world: World, id: string) {
  const before = find(world, "customers", { id });
  const scope = { index: "customer", key: id };
  for (const [, subscription] of [...world.store.subscriptions.newestFirst(scope)]) {
    if (isEnded(subscription)) continue;
    endSubscription(world, subscription, { status: "canceled", reason: null });
  }
  const deleted = { id, object: "customer", deleted: true as const };
  world.store.customers.put(id, deleted);
  world.emit("customer.deleted", before);
  return deleted;
}
