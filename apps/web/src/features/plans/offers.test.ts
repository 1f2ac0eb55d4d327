import type { Plan } from "@idem/domain";
import { expect, test } from "vitest";
import { currenciesOf, findPrice, offersOf, savingPercent } from "./offers.ts";

const price = (interval: "month" | "year", currency: string, unitAmount: number) => ({
  id: `plus_${interval}_${currency}`,
  planKey: "plus",
  interval,
  currency,
  unitAmount,
});

const plus: Plan = {
  key: "plus",
  name: "Plus",
  description: "",
  features: [],
  rank: 2,
  trialDays: 0,
  maxSeats: 1,
  prices: [
    price("month", "eur", 1_900),
    price("month", "usd", 2_000),
    price("year", "usd", 19_200),
  ],
};

test("a plan without a price in the chosen period and currency is still shown, without one", () => {
  expect(offersOf([plus], "year", "eur")).toEqual([{ plan: plus, price: null }]);
  expect(currenciesOf([plus])).toEqual(["eur", "usd"]);
});

test("the saving is never overstated", () => {
  expect(savingPercent(plus, "usd")).toBe(20);
  expect(savingPercent(plus, "eur")).toBe(0);
});

test("a link may name a price or a plan; anything else is nothing", () => {
  expect(findPrice([plus], "plus_year_usd")?.price.unitAmount).toBe(19_200);
  expect(findPrice([plus], "plus")?.price.id).toBe("plus_month_usd");
  expect(findPrice([plus], "gold")).toBeNull();
});
