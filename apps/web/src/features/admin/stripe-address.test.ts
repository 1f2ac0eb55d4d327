import { expect, test } from "vitest";
import { stripeAddress } from "./stripe-address.ts";

const live = "https://dashboard.stripe.com";

test.each([
  ["cus_1", "customers/cus_1"],
  ["sub_1", "subscriptions/sub_1"],
  ["sub_sched_1", "subscription_schedules/sub_sched_1"],
  ["in_1", "invoices/in_1"],
  ["pi_1", "payments/pi_1"],
  ["ch_1", "payments/ch_1"],
  ["cs_test_1", "checkout/sessions/cs_test_1"],
  ["evt_1", "events/evt_1"],
  ["req_1", "logs/req_1"],
])("%s is at %s, in live mode, in test mode, and at the local Stripe", (id, path) => {
  expect(stripeAddress(live, id)).toBe(`${live}/${path}`);
  expect(stripeAddress(`${live}/test`, id)).toBe(`${live}/test/${path}`);
  expect(stripeAddress("http://127.0.0.1:12111/dashboard", id)).toBe(
    `http://127.0.0.1:12111/dashboard/${path}`,
  );
});

test("what is no id of Stripe's leads nowhere, and what pretends to be one to no other page", () => {
  expect(stripeAddress(live, "acc_1")).toBeNull();
  expect(stripeAddress(live, "")).toBeNull();
  expect(stripeAddress(live, "cus_1/../../settings?x=1")).toBe(
    `${live}/customers/cus_1%2F..%2F..%2Fsettings%3Fx%3D1`,
  );
});
