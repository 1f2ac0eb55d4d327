import { type StripeSubscriptionId, toStripeSubscriptionId } from "@idem/domain";
import { customersOf } from "../world/customers-of.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import type { World } from "../world/start-world.ts";

export type Subscriber = Person & { customerId: string; subscriptionId: StripeSubscriptionId };

/** Somebody who has paid, in a world without webhooks: our rows know it only if the return page was opened. */
export async function subscribe(
  world: World,
  { isKnown = true, priceId = "plus_year_usd" }: { isKnown?: boolean; priceId?: string } = {},
): Promise<Subscriber> {
  const person = await signUp(world.url);
  const { sessionId } = await startReady(person, { priceId });
  await world.control.pay(sessionId);
  if (isKnown) await person.client.checkout.status.query({ sessionId });
  const [customer] = await customersOf(world.stripe, person.accountId);
  const customerId = customer?.id ?? "";
  const { data } = await world.stripe.subscriptions.list({ customer: customerId });
  return { ...person, customerId, subscriptionId: toStripeSubscriptionId(data[0]?.id ?? "") };
}
