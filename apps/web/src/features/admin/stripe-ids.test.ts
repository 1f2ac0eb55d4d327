import { expect, test } from "vitest";
import { stripeIds } from "./stripe-ids.ts";

test("a line names what Stripe has of it: an event with its request, what an effect has made, nothing of the log", () => {
  const payload = { request: { id: "req_1", idempotency_key: null } };
  const event = (raw: unknown) => stripeIds({ kind: "event", id: "evt_1", raw });
  expect(event({ payload })).toEqual([
    { what: "event", id: "evt_1" },
    { what: "request", id: "req_1" },
  ]);
  expect(event({ payload: { request: { id: null } } })).toEqual([{ what: "event", id: "evt_1" }]);
  const outcome = { is: "done", result: { id: "sub_1" } };
  expect(stripeIds({ kind: "effect", id: "e", raw: { outcome } })).toEqual([
    { what: "result", id: "sub_1" },
  ]);
  expect(stripeIds({ kind: "effect", id: "e", raw: { outcome: null } })).toEqual([]);
  expect(stripeIds({ kind: "audit", id: "a", raw: {} })).toEqual([]);
});
