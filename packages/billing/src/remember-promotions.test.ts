import { describe, expect, it } from "vitest";
import { rememberPromotions } from "./remember-promotions.ts";

/** A Stripe that knows no code, and counts how often it is asked. */
function counting(fail = false) {
  let asked = 0;
  const find = async () => {
    asked += 1;
    if (fail) throw new Error("no answer");
    return null;
  };
  return { find, asked: () => asked };
}

describe("typing a code does not hammer Stripe", () => {
  it("asks once for those who ask at the same time", async () => {
    const stripe = counting();
    const remembered = rememberPromotions(stripe.find, () => 0);
    await Promise.all(Array.from({ length: 20 }, () => remembered("WELCOME20")));
    expect(stripe.asked()).toBe(1);
  });

  it("asks again after five seconds: a code may have been used up meanwhile", async () => {
    const stripe = counting();
    let nowMs = 0;
    const remembered = rememberPromotions(stripe.find, () => nowMs);
    await remembered("WELCOME20");
    nowMs = 4_999;
    await remembered("WELCOME20");
    expect(stripe.asked()).toBe(1);
    nowMs = 5_000;
    await remembered("WELCOME20");
    expect(stripe.asked()).toBe(2);
  });

  it("does not remember that Stripe gave no answer", async () => {
    const stripe = counting(true);
    const remembered = rememberPromotions(stripe.find, () => 0);
    await expect(remembered("WELCOME20")).rejects.toThrow("no answer");
    await expect(remembered("WELCOME20")).rejects.toThrow("no answer");
    expect(stripe.asked()).toBe(2);
  });

  it("forgets the oldest instead of growing with every guess", async () => {
    const stripe = counting();
    const remembered = rememberPromotions(stripe.find, () => 0);
    await remembered("FIRST");
    for (let guess = 0; guess < 1_000; guess++) await remembered(`GUESS${guess}`);
    await remembered("FIRST");
    expect(stripe.asked()).toBe(1_002);
  });
});
