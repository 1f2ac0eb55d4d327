import { startLocalStripe } from "@idem/local-stripe";
import type { StripeOrders } from "./chaos-stripe.ts";
import { createRandom } from "./random.ts";

/** The local Stripe alone in its process, as the real one is another machine; ends with its parent. */
process.once("message", async ({ seed, secretWebhook }: StripeOrders) => {
  const random = createRandom(seed).branch("stripe").next;
  const { url } = await startLocalStripe({ port: 0, secretWebhook, random });
  process.send?.({ url });
});
process.once("disconnect", () => process.exit(0));
