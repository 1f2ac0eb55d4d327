import type { World } from "../state/world.ts";
import type { PortalConfiguration, Price, Subscription } from "../wire/stored.ts";

/** The prices that a customer may change to: those of the configuration, else every active one. */
export function offersFor(
  world: World,
  subscription: Subscription,
  configuration: PortalConfiguration,
): Price[] {
  const { enabled, products } = configuration.features.subscription_update;
  if (!enabled) return [];
  const listed = products?.flatMap(({ prices }) => prices);
  const current = subscription.items.data.map((item) => item.price.id);
  return [...world.store.prices.values()].filter(
    (price) =>
      price.active &&
      price.recurring !== null &&
      price.currency === subscription.currency &&
      !current.includes(price.id) &&
      (listed === undefined || listed.includes(price.id)),
  );
}
