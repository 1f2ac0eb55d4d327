import type { RunningArm } from "../arms/start-arm.ts";
import type { Stage } from "./stage.ts";

/** Idem's worker is rung as the README has it registered; the others do nothing at these events that a start causes. */
export async function hangBell({ name, ground }: Stage, arm: RunningArm): Promise<AsyncDisposable> {
  if (name !== "idem") return { [Symbol.asyncDispose]: async () => {} };
  const { id } = await ground.stripe.webhookEndpoints.create({
    url: `${arm.url}/webhooks/stripe`,
    enabled_events: [
      "checkout.session.completed",
      "checkout.session.expired",
      "customer.subscription.created",
      "customer.subscription.updated",
      "customer.subscription.deleted",
      "customer.deleted",
    ],
  });
  return {
    [Symbol.asyncDispose]: async () => {
      await ground.stripe.webhookEndpoints.del(id);
    },
  };
}
