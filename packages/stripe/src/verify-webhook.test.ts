import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { verifyWebhook } from "./verify-webhook.ts";

const nowMs = Date.UTC(2026, 10, 21);
const secret = "whsec_current";
const event = (changes: object = {}) =>
  JSON.stringify({
    id: "evt_1",
    object: "event",
    type: "customer.subscription.updated",
    created: nowMs / 1_000,
    data: { object: { id: "sub_1", object: "subscription", customer: "cus_1" } },
    ...changes,
  });

/** As Stripe's `EventNotification`. */
const thinEvent = (related: object | null) =>
  JSON.stringify({
    id: "evt_thin",
    object: "v2.core.event",
    type: "v1.customer.subscription.updated",
    created: new Date(nowMs).toISOString(),
    livemode: false,
    related_object: related,
  });

const signed = (body: string, { at = nowMs, by = secret }: { at?: number; by?: string } = {}) => ({
  body,
  signature: Stripe.webhooks.generateTestHeaderString({
    payload: body,
    secret: by,
    timestamp: Math.floor(at / 1_000),
  }),
});
const verify = (message: { body: string; signature: string }) =>
  verifyWebhook(message, { secrets: [secret, "whsec_previous"], nowMs });

describe("G5: only Stripe can ring the bell", () => {
  it("reads the ids of a genuine event", () => {
    expect(verify(signed(event()))).toMatchObject({
      is: "genuine",
      event: { id: "evt_1", stripeCustomerId: "cus_1", createdAtMs: nowMs },
    });
  });

  it("accepts the previous secret while it is being rolled", () => {
    expect(verify(signed(event(), { by: "whsec_previous" })).is).toBe("genuine");
  });

  it.each([
    ["signed by somebody else", signed(event(), { by: "whsec_other" })],
    ["changed on its way", { ...signed(event()), body: event({ id: "evt_2" }) }],
    ["older than five minutes", signed(event(), { at: nowMs - 301_000 })],
    ["from the future", signed(event(), { at: nowMs + 301_000 })],
    ["without a signature", { body: event(), signature: "" }],
    ["with a signature of letters only", { body: event(), signature: "t=now,v1=abc" }],
    ["no event at all", signed("[]")],
    ["no JSON at all", signed("not json")],
  ])("refuses one %s", (_, message) => {
    expect(verify(message).is).toBe("refused");
  });

  it.each([
    ["a customer itself", { data: { object: { id: "cus_9", object: "customer" } } }, "cus_9"],
    [
      "an expanded customer",
      { data: { object: { id: "in_1", customer: { id: "cus_8" } } } },
      "cus_8",
    ],
    ["a price, so no customer", { data: { object: { id: "price_1", object: "price" } } }, null],
    [
      "a thin event",
      {
        created: "2026-11-21T00:00:00.000Z",
        data: undefined,
        related_object: { id: "cus_7", type: "customer" },
      },
      "cus_7",
    ],
  ])("knows whom it is about: %s", (_, changes, customer) => {
    expect(verify(signed(event(changes)))).toMatchObject({ event: { stripeCustomerId: customer } });
  });

  it("knows what a thin event names where it does not say whose that is", () => {
    const thin = thinEvent({ id: "sub_7", type: "subscription", url: "/v1/subscriptions/sub_7" });
    expect(verify(signed(thin))).toMatchObject({
      is: "genuine",
      event: {
        id: "evt_thin",
        type: "v1.customer.subscription.updated",
        stripeCustomerId: null,
        related: { id: "sub_7", type: "subscription" },
        createdAtMs: nowMs,
      },
    });
    expect(verify(signed(thin, { by: "whsec_previous" })).is).toBe("genuine");
    expect(verify(signed(thinEvent(null)))).toMatchObject({ event: { related: null } });
  });

  it("refuses a thin event of which one byte was changed, or that is from the future", () => {
    const thin = thinEvent({ id: "sub_7", type: "subscription", url: "/v1/subscriptions/sub_7" });
    const changed = { ...signed(thin), body: thin.replace("sub_7", "sub_8") };
    expect(verify(changed).is).toBe("refused");
    expect(verify(signed(thin, { at: nowMs + 301_000 })).is).toBe("refused");
  });
});
