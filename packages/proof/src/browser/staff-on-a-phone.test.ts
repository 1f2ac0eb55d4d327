import { afterAll, beforeAll, expect, test } from "vitest";
import { subscribe } from "../world/subscriber.ts";
import { until } from "../world/until.ts";
import { tabTo } from "./by-keyboard.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { newAdmin } from "./new-admin.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test("the list on a phone: its order is a field that can be seen, and each card says what it brings and since when", async () => {
  const [cheap, dear] = [
    await subscribe(stage.world, "plus_month_usd"),
    await subscribe(stage.world, "enterprise_month_usd"),
  ];
  const page = await newAdmin(stage, { width: 360, height: 740 });
  await page.goto("/admin");
  const cards = page.locator("tbody tr");
  const comesFirst = ({ email }: { email: string }) =>
    until(
      "it is the first card",
      async () => (await cards.first().textContent())?.includes(email),
      {
        withinMs: 10_000,
      },
    );
  await until("both are there", async () => (await cards.count()) === 2, { withinMs: 10_000 });

  const order = page.getByRole("combobox", { name: "Sort by" });
  await tabTo(page, order);
  expect(await page.getByRole("button", { name: /^Sort by/ }).count()).toBe(0);
  await order.selectOption("MRR, lowest first");
  await comesFirst(cheap);
  expect(new URL(page.url()).search).toBe("?sort=mrr&dir=asc");
  expect(await order.evaluate((field) => field.matches(":focus"))).toBe(true);
  await order.selectOption("MRR, highest first");
  await comesFirst(dear);
  await page.goBack();
  await comesFirst(cheap);
  expect(await order.inputValue()).toBe("mrr asc");

  const card = cards.filter({ hasText: cheap.email });
  await card.getByText("MRR $20.00").waitFor();
  await card.getByText(/^Started \w+/).waitFor();
  await expectAccessible(page);
  expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(360);
});
