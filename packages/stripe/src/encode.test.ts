import type { IntentOf } from "@idem/billing";
import { describe, expect, it } from "vitest";
import { encode } from "./encode.ts";

const session: IntentOf<"stripe"> = {
  kind: "session.create",
  accountId: "acc_1",
  checkoutId: "chk_1",
  customerId: "cus_1",
  stripePriceId: "price_1",
  quantity: 3,
  trialDays: 14,
  needsCard: true,
  promotionCodeId: "promo_1",
  attempt: "attempt-1",
  priceId: "plus_year_usd",
  code: "WELCOME20",
  ui: "embedded",
  replacesSubscriptionId: "sub_1",
};

describe("the bytes of an effect", () => {
  it("are the same for the same intent: racers send one request", () => {
    expect(encode(session, "https://a.example")).toEqual(
      encode({ ...session }, "https://a.example"),
    );
  });

  it("carry the slot, by which a later look recognises what was created", () => {
    expect(encode(session, "https://a.example").params).toMatchObject({
      metadata: { accountId: "acc_1", checkoutId: "chk_1", effect: "session.create:chk_1" },
      subscription_data: { metadata: { replaces: "sub_1" } },
    });
  });

  it("have a return_url on the embedded page, and success_url and cancel_url on the hosted one", () => {
    const back = "https://a.example/checkout/return?session_id={CHECKOUT_SESSION_ID}&account=acc_1";
    expect(encode(session, "https://a.example").params).toMatchObject({
      ui_mode: "embedded_page",
      return_url: back,
    });
    const hosted = encode({ ...session, ui: "hosted" }, "https://a.example").params;
    expect(hosted).toMatchObject({ ui_mode: "hosted_page", success_url: back });
    expect(hosted).toMatchObject({
      cancel_url:
        "https://a.example/checkout?price=plus_year_usd&attempt=attempt-1&promo=WELCOME20&seats=3&account=acc_1",
    });
  });

  it("name the seats, the free days, and what ends without a card", () => {
    expect(encode(session, "").params).toMatchObject({
      line_items: [{ price: "price_1", quantity: 3 }],
      subscription_data: {
        trial_period_days: 14,
        trial_settings: { end_behavior: { missing_payment_method: "cancel" } },
      },
    });
    expect(encode({ ...session, trialDays: 0 }, "").params["subscription_data"]).not.toHaveProperty(
      "trial_period_days",
    );
  });

  it("ask for a card unless nothing will ever be due", () => {
    expect(encode(session, "").params).not.toHaveProperty("payment_method_collection");
    expect(encode({ ...session, needsCard: false }, "").params).toMatchObject({
      payment_method_collection: "if_required",
    });
  });

  it("credit what a replaced subscription has left, but not what was bought twice or never paid", () => {
    const cancel = {
      kind: "subscription.cancel",
      accountId: "acc_1",
      subscriptionId: "sub_1",
    } as const;
    expect(encode({ ...cancel, reason: "replaced" }, "").path).toBe(
      "/v1/subscriptions/sub_1?invoice_now=true&prorate=true",
    );
    for (const reason of ["duplicate", "replaced_unpaid", "asked"] as const)
      expect(encode({ ...cancel, reason }, "").path).toBe("/v1/subscriptions/sub_1");
  });
});
