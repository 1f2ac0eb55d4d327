import { expect, test } from "vitest";
import { stripeDashboard } from "./stripe-dashboard.ts";

test("staff are led to the dashboard of the Stripe that we talk to, in the mode of our keys", () => {
  const scriptUrl = "http://127.0.0.1:12111/stripe.js";
  expect([
    stripeDashboard({ publishableKey: "pk_live_1", scriptUrl: null }),
    stripeDashboard({ publishableKey: "pk_test_1", scriptUrl: null }),
    stripeDashboard({ publishableKey: "pk_test_local", scriptUrl }),
  ]).toEqual([
    "https://dashboard.stripe.com",
    "https://dashboard.stripe.com/test",
    "http://127.0.0.1:12111/dashboard",
  ]);
});
