import { describe, expect, it } from "vitest";
import { formatMoney } from "./money.ts";

describe("money has as many decimals as its currency", () => {
  it.each([
    [{ amount: 129_900, currency: "usd" }, "$1,299.00"],
    [{ amount: 2_000, currency: "jpy" }, "¥2,000"],
    [{ amount: 12_345, currency: "kwd" }, "KWD 12.345"],
  ])("%o is %s", (money, text) => {
    expect(formatMoney(money).replace("\u00a0", " ")).toBe(text);
  });
});
