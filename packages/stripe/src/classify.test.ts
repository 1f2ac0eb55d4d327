import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { classifyFailure } from "./classify.ts";

const { StripeError, StripeConnectionError } = Stripe.errors;
const failure = (statusCode: number, raw: object = {}) =>
  StripeError.generate({
    type: "invalid_request_error",
    message: "No.",
    statusCode,
    headers: {},
    ...raw,
  });
const replayed = { type: "api_error", headers: { "idempotent-replayed": "true" } };

describe("G4: only what is certain is an outcome", () => {
  it.each([
    [
      "a timeout or a cut",
      new StripeConnectionError({ type: "api_error", message: "cut" }),
      "unknown",
    ],
    ["a 500", failure(500, { type: "api_error" }), "unknown"],
    ["a 503", failure(503, { type: "api_error" }), "unknown"],
    ["a wrong key", failure(401), "unknown"],
    ["too many requests", failure(429, { type: "rate_limit_error" }), "unknown"],
    ["a locked object", failure(409, { code: "lock_timeout" }), "unknown"],
    [
      "the same key at work",
      failure(409, { type: "idempotency_error", code: "idempotency_key_in_use" }),
      "busy",
    ],
    ["a saved 500", failure(500, replayed), "spent"],
    ["a key used for something else", failure(400, { type: "idempotency_error" }), "spent"],
    ["a bad parameter", failure(400, { param: "email" }), "refused"],
    ["a declined card", failure(402, { type: "card_error" }), "refused"],
    ["nothing there", failure(404, { code: "resource_missing" }), "refused"],
  ])("%s", (_, error, is) => {
    expect(classifyFailure(error).is).toBe(is);
  });

  it("lets a fault of ours through: it must not look like Stripe's", () => {
    expect(() => classifyFailure(new TypeError("ours"))).toThrow("ours");
  });
});
