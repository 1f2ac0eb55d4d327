import { noCause, type World } from "./world.ts";

/** Stripe keeps events for 30 days; older ones would only make the state grow. */
const keptSeconds = 30 * 24 * 60 * 60;

/** Drops old events that nobody waits for. Meant for the start, when the state has just been read. */
export function forgetOldEvents(world: World): void {
  const oldest = world.now() - keptSeconds;
  const awaited = new Set([...world.store.deliveries.values()].map(({ event }) => event));
  world.run(noCause, () => {
    for (const [id, event] of world.store.events.oldestFirst()) {
      if (event.created >= oldest) break;
      if (!awaited.has(id)) world.store.events.drop(id);
    }
  });
}
