import { change, type World } from "../state/world.ts";
import type { Subscription } from "../wire/stored.ts";

/** Paused collection of payments resumes by itself at `resumes_at`, also after a restart. */
export function resumeCollectionOnTime(world: World): void {
  world.onDue("resume_collection", (id) => {
    const subscription = world.store.subscriptions.get(id);
    const resumesAt = subscription?.pause_collection?.resumes_at ?? null;
    if (subscription === undefined || resumesAt === null || resumesAt > world.now()) return;
    const after = { ...subscription, pause_collection: null };
    change(world, { kind: "subscriptions", event: "customer.subscription.updated" }, after);
  });
  for (const subscription of world.store.subscriptions.values()) planResume(world, subscription);
}

/** Plans it on the subscription's own clock. */
export function planResume(world: World, subscription: Subscription): void {
  const { id, pause_collection: pause, test_clock: clock } = subscription;
  const resumesAt = pause?.resumes_at ?? null;
  if (resumesAt === null) return;
  world.on(clock ?? undefined, () => world.plan("resume_collection", id, resumesAt * 1000));
}
