import { randomUUID } from "node:crypto";
import Stripe from "stripe";

export type SentEvent = { id?: string; type?: string; customer?: string | null; payload?: unknown };
export type Signing = { secret?: string; atMs?: number; body?: string };

/** An event as Stripe would post it, signed with the world's secret unless told otherwise. */
export function sendEvent(
  url: string,
  {
    id = `evt_${randomUUID().replaceAll("-", "")}`,
    type = "customer.subscription.updated",
    customer = null,
    payload,
  }: SentEvent,
  { secret = "whsec_world", atMs = Date.now(), body }: Signing = {},
): Promise<Response> {
  const signed = JSON.stringify(
    payload ?? {
      id,
      object: "event",
      type,
      created: Math.floor(atMs / 1_000),
      data: { object: { object: "subscription", customer } },
    },
  );
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload: signed,
    secret,
    timestamp: Math.floor(atMs / 1_000),
  });
  return fetch(`${url}/webhooks/stripe`, {
    method: "POST",
    headers: { "content-type": "application/json", "stripe-signature": signature },
    body: body ?? signed,
  });
}
