import { randomUUID } from "node:crypto";
import type { IdemClient } from "@idem/client";
import { type Person, signUp } from "./sign-up.ts";
import { startReady } from "./start.ts";
import type { World } from "./start-world.ts";
import { until } from "./until.ts";

export type Current = Awaited<ReturnType<IdemClient["billing"]["current"]["query"]>>;
export type SubscriptionNow = NonNullable<Current["subscription"]>;
export type Subscriber = Person & { subscriptionId: SubscriptionNow["stripeSubscriptionId"] };

/** Somebody who has just bought. */
export async function subscribe(world: World, priceId = "plus_month_usd"): Promise<Subscriber> {
  const person = await signUp(world.url);
  const { sessionId } = await startReady(person, { priceId });
  await world.control.pay(sessionId);
  const { stripeSubscriptionId } = await until(
    "the subscription is active",
    async () => {
      const { subscription } = await person.client.billing.current.query();
      return subscription?.status === "active" ? subscription : null;
    },
    { withinMs: 10_000 },
  );
  return { ...person, subscriptionId: stripeSubscriptionId };
}

/** One asking about a subscription: pressed again with the same, it is the same asking. */
export const asking = ({ subscriptionId }: Pick<Subscriber, "subscriptionId">) => ({
  subscriptionId,
  actionId: randomUUID(),
});

/** The subscription as the product shows it. */
export async function subscriptionOf({ client }: Person): Promise<SubscriptionNow> {
  const { subscription } = await client.billing.current.query();
  if (subscription === null) throw new Error("There is no subscription.");
  return subscription;
}

/** Asks what a change would cost, and asks for the change as it was shown. */
export async function previewed(subscriber: Subscriber, priceId: string) {
  const preview = await subscriber.client.billing.previewChange.query({ priceId });
  if (preview.is !== "previewed") throw new Error(`No preview: ${preview.reason}.`);
  const { when, dueToday, prorationDate } = preview;
  return {
    preview,
    request: { ...asking(subscriber), priceId, shown: { when, dueToday, prorationDate } },
  };
}
