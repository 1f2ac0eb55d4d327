import { type Inbox, isBell, type Meter } from "@idem/billing";
import { verifyWebhook } from "@idem/stripe";
import type { Logger } from "pino";
import type { ReceiveWebhook } from "./http/webhook-door.ts";

/** Lets in what Stripe has signed, and keeps of it what rings a bell here; each event once, however often it is sent. */
export function createReceiver(
  inbox: Inbox,
  { secrets, meter, logger }: { secrets: readonly string[]; meter: Meter; logger: Logger },
): ReceiveWebhook {
  return async (body, signature) => {
    const verdict = verifyWebhook({ body, signature }, { secrets, nowMs: Date.now() });
    if (verdict.is === "refused") {
      logger.warn({ reason: verdict.reason }, "a webhook was refused");
      return "forged";
    }
    if (!isBell(verdict.event.type)) {
      meter.webhook(verdict.event.type, "ignored");
      return "stored";
    }
    const isNew = await inbox.store(verdict.event);
    meter.webhook(verdict.event.type, isNew ? "stored" : "repeated");
    return "stored";
  };
}
