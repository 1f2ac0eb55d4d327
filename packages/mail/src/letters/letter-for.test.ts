import type { Notice } from "@idem/domain";
import { describe, expect, it } from "vitest";
import { encode } from "../encode.ts";
import { messageSchema } from "../message.ts";
import { letterFor } from "./letter-for.ts";
import { htmlOf, textOf } from "./render-letter.ts";

const receipt: Notice = {
  template: "receipt",
  invoiceId: "in_1",
  number: "IDEM-0001",
  planName: "Plus",
  total: 1_234,
  currency: "usd",
  paidAtMs: Date.UTC(2026, 10, 22),
  hostedUrl: "https://pay.example/in_1?a=1&b=2",
};
const letter = (notice: Notice) => letterFor(notice, "https://idem.example");

describe("what letters say", () => {
  it.each([
    [{ currency: "usd", total: 1_234 }, "$12.34"],
    [{ currency: "jpy", total: 1_234 }, "¥1,234"],
    [{ currency: "kwd", total: 12_345 }, "KWD\u00a012.345"],
  ])("a receipt names %o as %s, and the day", (money, written) => {
    const said = textOf(letter({ ...receipt, ...money }));
    expect(said).toContain(`Total: ${written}`);
    expect(said).toContain("Paid on: November 22, 2026");
    expect(said).toContain("https://pay.example/in_1?a=1&b=2");
  });

  it("what people have typed is text, not markup", () => {
    const said = htmlOf(letter({ ...receipt, planName: '<img src=x onerror="alert(1)">' }));
    expect(said).not.toContain("<img");
    expect(said).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    expect(said).toContain('href="https://pay.example/in_1?a=1&amp;b=2"');
  });

  it("each one has a subject, a sentence and a place to go to", () => {
    const all: Notice[] = [
      receipt,
      {
        template: "welcome",
        subscriptionId: "sub_1",
        planName: null,
        trialEndMs: null,
        renewsAtMs: 0,
      },
      {
        template: "payment_failed",
        isLast: false,
        invoiceId: "in_1",
        planName: "Plus",
        amountDue: 500,
        currency: "eur",
        nextAttemptAtMs: null,
        hostedUrl: null,
      },
      {
        template: "card_expiring",
        subscriptionId: "sub_1",
        card: { brand: "Visa", last4: "4242", expMonth: 12, expYear: 2026 },
      },
      {
        template: "trial_ending",
        subscriptionId: "sub_1",
        planName: "Team",
        trialEndMs: 0,
        amount: 3_600,
        currency: "usd",
        card: null,
      },
      {
        template: "cancelled",
        subscriptionId: "sub_1",
        planName: "Plus",
        endsAtMs: 0,
        isOver: false,
      },
      { template: "cancelled", subscriptionId: "sub_1", planName: null, endsAtMs: 0, isOver: true },
    ];
    for (const notice of all) {
      const { subject, paragraphs, action } = letter(notice);
      expect(subject).not.toMatch(/null|undefined/);
      expect(paragraphs.join(" ")).toMatch(/^[A-Z].*[.!]$/);
      expect(paragraphs.join(" ")).not.toMatch(/null|undefined/);
      expect(action?.url).toMatch(/^https:/);
    }
    expect(letter(all[3] ?? receipt).paragraphs[0]).toContain("December 2026");
  });

  it("the same news has the same Message-ID; other news, another", () => {
    const id = (notice: Notice, to = "a@example.com") =>
      messageSchema.parse(
        encode(
          { kind: "email.send", accountId: "acc_1", to, notice },
          { from: "Idem <billing@mail.example>", publicUrl: "https://idem.example" },
        ).params,
      ).messageId;
    expect(id(receipt)).toMatch(/^<[0-9a-f]{40}@mail\.example>$/);
    expect(id({ ...receipt, planName: "Other" }, "b@example.com")).toBe(id(receipt));
    expect(id({ ...receipt, invoiceId: "in_2" })).not.toBe(id(receipt));
  });
});
