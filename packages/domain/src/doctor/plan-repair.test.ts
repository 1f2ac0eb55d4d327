import { describe, expect, it } from "vitest";
import { subscription } from "../testing.ts";
import type { Chart } from "./chart.ts";
import { diagnose } from "./diagnose.ts";
import { planRepair } from "./plan-repair.ts";
import { wordsOf } from "./step.ts";
import { chart, charted, paid } from "./testing.ts";
import { undoStep } from "./undo-step.ts";

const plan = (changes: Partial<Chart>, refund: "last" | "none" = "last") =>
  planRepair(chart(changes), { refund });
const kinds = (steps: ReturnType<typeof plan>) => steps.map((step) => step.is);

const other = charted({
  id: "cus_2",
  createdAtMs: 2_000,
  balance: -700,
  currency: "usd",
  card: { fingerprint: "fp", brand: "visa", last4: "4242" },
  hasPaymentMethod: true,
  metadata: { accountId: "acc_1", effect: "customer.create:acc_1:1", crm: "42" },
});
const paying = charted({ subscriptions: [paid], paidInvoices: 2 });
const row = { customerId: "cus_1" as const, subscription: paid };

describe("G10: what would be done", () => {
  it("G10: nothing for an account that is well, and nothing while somebody is at work on it", () => {
    expect(plan({})).toEqual([]);
    expect(plan({ customers: [charted(), other], isInFlight: true })).toEqual([]);
    expect(diagnose(chart({ customers: [charted(), other], isInFlight: true }))).toEqual([]);
  });

  it("G10: what can be moved is moved before the other one is marked, and nothing is deleted", () => {
    const steps = plan({ rows: row, customers: [paying, other] });
    expect(kinds(steps)).toEqual(["look", "mark", "adjust", "adjust", "advise", "mark"]);
    expect(steps).toMatchObject([
      { survivorId: "cus_1", why: "It has the subscription that lives and is paid." },
      { customerId: "cus_1", metadata: { crm: "42" }, before: { crm: "" } },
      { customerId: "cus_1", amount: -700 },
      { customerId: "cus_2", amount: 700 },
      { words: expect.stringContaining("visa ending 4242") },
      { customerId: "cus_2", metadata: { idem_retired_into: "cus_1" } },
    ]);
    expect(steps.map(wordsOf).join()).not.toContain("DELETE /v1/customers");
  });

  it("G10: tax ids that the survivor lacks are added to it, each once", () => {
    const vat = { type: "eu_vat", value: "DE123456789" };
    const both = [vat, { type: "gb_vat", value: "GB123456789" }];
    const third = charted({ id: "cus_3", createdAtMs: 3_000, taxIds: both });
    const steps = plan({
      rows: row,
      customers: [{ ...paying, taxIds: [vat] }, { ...other, taxIds: both }, third],
    });
    expect(steps.filter((step) => step.is === "tax")).toEqual([
      { is: "tax", customerId: "cus_1", type: "gb_vat", value: "GB123456789" },
    ]);
  });

  it("G10: the row follows the one who pays before the trial it named is ended", () => {
    const trial = subscription({
      stripeSubscriptionId: "sub_trial",
      status: "trialing",
      firstPaidAtMs: null,
      paymentIntentId: null,
    });
    const trying = charted({ id: "cus_2", subscriptions: [trial] });
    const rows = { customerId: "cus_2" as const, subscription: trial };
    const steps = plan({ rows, customers: [trying, paying] });
    expect(kinds(steps)).toEqual(["look", "relink", "cancel", "sync", "mark"]);
    expect(steps).toMatchObject([
      { survivorId: "cus_1" },
      { from: "cus_2", to: "cus_1" },
      { subscriptionId: "sub_trial" },
      {},
      {},
    ]);
  });

  it("G10: what was bought twice is paid back, unless the policy says not to", () => {
    const twice = subscription({ ...paid, stripeSubscriptionId: "sub_2", paymentIntentId: "pi_2" });
    const customers = [paying, charted({ id: "cus_2", subscriptions: [twice] })];
    expect(plan({ rows: row, customers })).toContainEqual({
      is: "refund",
      paymentIntentId: "pi_2",
      subscriptionId: "sub_2",
    });
    expect(kinds(plan({ rows: row, customers }, "none"))).not.toContain("refund");
  });

  it("G10: what was replaced while it was overdue is ended as that, without credit", () => {
    const overdue = subscription({ ...paid, status: "past_due" });
    const next = subscription({
      ...paid,
      stripeSubscriptionId: "sub_2",
      replacesSubscriptionId: paid.stripeSubscriptionId,
    });
    const steps = plan({ rows: row, customers: [charted({ subscriptions: [overdue, next] })] });
    expect(steps.filter((step) => step.is === "cancel")).toMatchObject([
      { subscriptionId: paid.stripeSubscriptionId, because: "replaced_unpaid" },
    ]);
  });

  it("G10: a credit in another currency, and a debt, are left to people", () => {
    const dollars = charted({ ...paying, currency: "usd" });
    const euros = { ...other, currency: "eur" };
    expect(kinds(plan({ rows: row, customers: [dollars, euros] }))).not.toContain("adjust");
    const owing = { ...other, balance: 300 };
    expect(kinds(plan({ rows: row, customers: [dollars, owing] }))).not.toContain("adjust");
  });

  it("G10: an id that this Stripe account has never heard of is forgotten by nobody: it may be the wrong key", () => {
    const lost = { customerId: "cus_1" as const, standing: "unknown" as const };
    expect(kinds(plan({ customers: [], lost }))).toEqual(["look", "advise"]);
    const deleted = { ...lost, standing: "deleted" as const };
    expect(kinds(plan({ customers: [], lost: deleted }))).toEqual(["look", "sync", "forget"]);
  });

  it("G10: a broken story is told, and cannot be repaired", () => {
    expect(diagnose(chart({ auditBreaksAt: 3 }))).toMatchObject([{ invariant: "audit_intact" }]);
    expect(plan({ auditBreaksAt: 3 })).toEqual([]);
  });

  it("G10: a customer that nobody has proved to be the account's is named to people, and nothing is done about it", () => {
    const guess = { signal: "e-mail and name", isProven: false } as const;
    const payer = charted({ ...paying, ...guess, metadata: {}, strayedSessions: ["cs_1"] });
    const alone = { rows: { customerId: null, subscription: null }, customers: [payer] };
    const advice = { is: "advise", words: expect.stringContaining("cus_1") };
    expect(diagnose(chart(alone)).map(({ invariant }) => invariant)).toEqual([
      "links_point_both_ways",
      "no_checkout_beside_subscription",
      "paid_is_entitled",
    ]);
    expect(plan(alone)).toMatchObject([{ is: "look", survivorId: null }, advice]);
    expect(plan(alone).map(wordsOf).join()).not.toContain("No customer is left");

    const stranger = charted({ ...other, ...guess, id: "cus_1", subscriptions: [paid] });
    const own = charted({ id: "cus_2", createdAtMs: 3_000 });
    const beside = { rows: { customerId: "cus_2" as const, subscription: null } };
    expect(plan({ ...beside, customers: [stranger, own] })).toMatchObject([
      { is: "look", survivorId: "cus_2", candidates: ["cus_1", "cus_2"] },
      advice,
    ]);
  });

  it("G10: beside one that is a guess, those that are proved are repaired as if it were not there", () => {
    const stranger = charted({ id: "cus_3", isProven: false, metadata: {}, subscriptions: [paid] });
    const alone = plan({ rows: row, customers: [paying, other] });
    const beside = plan({ rows: row, customers: [paying, other, stranger] });
    expect(beside.slice(1, -1)).toEqual(alone.slice(1));
    expect(beside.at(-1)).toMatchObject({ is: "advise", words: expect.stringMatching(/^cus_3 /) });
  });

  it("G10: taken back and taken back again, a step is what it was", () => {
    for (const step of plan({ rows: row, customers: [paying, other] })) {
      const undoing = undoStep(step);
      if (undoing.is !== "step") continue;
      expect(undoStep(undoing.step)).toEqual({ is: "step", step });
    }
  });
});
