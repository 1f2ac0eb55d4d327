import type { IntentOf } from "@idem/billing";
import { callOfSlot, slotOf } from "@idem/domain";
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

const one = {
  accountId: "acc_1",
  subscriptionId: "sub_1",
  actionId: "a",
  customerId: "cus_1",
} as const;
const repair = { accountId: "acc_1", repairId: "plan_1:acc_1:1", reason: "two tabs" } as const;
const plan = { planKey: "plus", planName: "Plus", priceId: "p", stripePriceId: "price_1" };
const to = { ...plan, unitAmount: 1, interval: "month", quantity: 1 } as const;

const intents: IntentOf<"stripe">[] = [
  session,
  { kind: "customer.create", accountId: "acc_1", ordinal: 1, email: "a@b.example", name: "Pat" },
  { ...one, kind: "customer.update", email: "a@b.example", name: "Pat", version: 2 },
  { kind: "session.expire", accountId: "acc_1", checkoutId: "chk_1", sessionId: "cs_1" },
  { ...one, kind: "subscription.cancel", reason: "replaced" },
  { ...one, kind: "subscription.update", change: { is: "go_on" } },
  { ...one, kind: "schedule.create", to, lastScheduleId: null },
  { kind: "schedule.release", accountId: "acc_1", scheduleId: "sub_sched_1" },
  { ...one, kind: "invoice.pay", invoiceId: "in_1" },
  { kind: "payment.refund", accountId: "acc_1", paymentIntentId: "pi_1" },
  { ...one, kind: "refund.create", paymentIntentId: "pi_1", amount: 1, refundedBefore: 0 },
  { ...repair, kind: "customer.mark", customerId: "cus_1", metadata: {} },
  { ...repair, kind: "balance.adjust", customerId: "cus_1", amount: 1, currency: "usd" },
  { ...repair, kind: "tax_id.add", customerId: "cus_1", type: "eu_vat", value: "DE1" },
  { ...repair, kind: "session.close", sessionId: "cs_1" },
];

it.each(intents)("$kind: what a plan says of it before is the call that is sent", (intent) => {
  const { method, path } = encode(intent, "");
  expect(callOfSlot(slotOf(intent))).toBe(`${method} ${path.split("?")[0]}`);
});

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
