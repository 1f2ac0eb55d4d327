import type { Context } from "hono";
import type { Logger } from "pino";
import type { Exchange } from "./exchange.ts";
import { failure } from "./failure.ts";

/** Verifies and stores one event. Throws if it could not be stored: then Stripe will send it again. */
export type ReceiveWebhook = (rawBody: string, signature: string) => Promise<"stored" | "forged">;

/**
 * Answers as soon as the event is stored; its work is done afterwards, as often as needed (G5). Anything but 2xx makes
 * Stripe send the event again, for up to three days.
 */
export function webhookDoor(receive: ReceiveWebhook, logger: Logger) {
  return async (c: Context<Exchange>): Promise<Response> => {
    c.set("route", "webhook");
    const signature = c.req.header("stripe-signature");
    if (signature === undefined) return failure(c, 400, "The event has no signature.");
    const received = await receive(await c.req.text(), signature).catch((error: unknown) => {
      logger.error({ err: error }, "a Stripe event could not be stored");
      return "lost" as const;
    });
    switch (received) {
      case "stored":
        return c.json({ received: true });
      case "forged":
        return failure(c, 400, "The event’s signature does not match.");
      case "lost":
        return failure(c, 503, "The event could not be stored. Please send it again.");
    }
  };
}
