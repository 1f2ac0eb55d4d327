import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { asksBank, declines, treatCards } from "../world/bank.ts";
import { expectAccessibleAtBoth as check } from "./expect-accessible.ts";
import { newHolder, openBilling, subscriptionIs } from "./holder.ts";
import { openStage, type Stage } from "./stage.ts";

const monthMs = 32 * 86_400_000;

describe("axe finds nothing in any state of billing, phone and desk, light and dark", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const holder = (priceId?: string) => newHolder(stage, priceId === undefined ? {} : { priceId });

  test("as it is, with every form open, with each thing done", async () => {
    const { page } = await holder();
    await openBilling(page);
    await check(page);
    await page.getByText("Have a promotion code?").click();
    await page.getByLabel("Promotion code").fill("nope");
    await page.getByRole("button", { name: "Apply code" }).click();
    await page.getByText("We don’t know the code NOPE.").waitFor();
    await page.getByRole("button", { name: "Change e-mail" }).click();
    await page.getByLabel("Billing e-mail").fill("no address");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("This does not look like an e-mail address.").waitFor();
    await page.getByText("Cancel subscription", { exact: true }).click();
    await page.getByLabel("Now", { exact: true }).check();
    await check(page);
    await page.getByLabel("Billing e-mail").fill("bills@example.com");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Send bills to bills@example.com?").waitFor();
    await check(page);
    await page.getByLabel(/^On /).check();
    await page.getByRole("button", { name: "Cancel at the end of the period" }).click();
    await page.getByRole("button", { name: "Resume subscription" }).waitFor();
    await check(page);
  });

  test("plans, and what a change costs: now, later, planned, the price changed", async () => {
    const { page } = await holder();
    await page.goto("/billing/change?price=enterprise_month_usd");
    await page.getByRole("button", { name: /^Change now and pay/ }).waitFor();
    await check(page);
    await page.route(/billing\.change/, (route) => route.fulfill(refused("price_changed")));
    await page.getByRole("button", { name: /^Change now and pay/ }).click();
    await page.getByRole("button", { name: "Show the new total" }).waitFor();
    await check(page);
    await page.unroute(/billing\.change/);
    await page.goto("/billing/change?price=starter_month_usd");
    await page.getByText("Nothing is charged today.").waitFor();
    await check(page);
    await page.getByRole("button", { name: /^Change on/ }).click();
    await page.getByText("Your plan changes to Starter").waitFor();
    await check(page);
    await openBilling(page);
    await page.getByRole("button", { name: "Undo the planned change" }).waitFor();
    await check(page);
    await page.goto("/billing/change?price=nobody_sells_this");
    await page.getByRole("link", { name: "See the plans" }).waitFor();
    await check(page);
  });

  test("an invoice, one that is not theirs, and the ended subscription", async () => {
    const { page } = await holder();
    await openBilling(page);
    await page.getByRole("link", { name: /^Open invoice/ }).click();
    await page.getByRole("table", { name: "What is invoiced" }).waitFor();
    await check(page);
    await page.goto("/billing/invoices/in_never");
    await page.getByRole("heading", { name: "There is no such invoice" }).waitFor();
    await check(page);
    await openBilling(page);
    await page.getByText("Cancel subscription", { exact: true }).click();
    await page.getByLabel("Now", { exact: true }).check();
    await page.getByRole("button", { name: "Cancel now" }).click();
    await page.getByText("Your subscription has ended.").waitFor();
    await check(page);
  });

  test("the bank's question, on both pages", async () => {
    const { page, email } = await holder();
    await treatCards(stage.world, email, asksBank);
    await page.goto("/billing/change?price=enterprise_month_usd");
    await page.getByRole("button", { name: /^Change now and pay/ }).click();
    await page.getByRole("link", { name: "Confirm with your bank" }).waitFor();
    await check(page);
    await openBilling(page);
    await page.getByRole("link", { name: "Confirm with your bank" }).waitFor();
    await check(page);
  });

  test("Stripe down: the note, the invoices, a refused action, an invoice", async () => {
    const { page } = await holder();
    await stage.world.control.faults({ outage: true });
    await page.goto("/billing");
    await asOf(page).waitFor();
    await page.getByText("Cancel subscription", { exact: true }).click();
    await page.getByRole("button", { name: "Cancel at the end of the period" }).click();
    await page.getByText("Nothing was begun").waitFor();
    await check(page);
    await page.goto("/billing/invoices/in_any");
    await page.getByRole("heading", { name: "This invoice can’t be loaded right now" }).waitFor();
    await check(page);
    await stage.world.control.faults({});
  });

  // The last one, because it moves the clock for everybody.
  test("a payment that failed", async () => {
    const { page, email } = await holder();
    await treatCards(stage.world, email, declines);
    await stage.world.control.advanceClock(monthMs);
    await subscriptionIs(page, "past_due");
    await page.goto("/billing");
    await page.getByRole("heading", { name: "Your last payment did not go through" }).waitFor();
    await check(page);
    await page.getByRole("button", { name: "Pay $20.00" }).click();
    await page.getByText("Your card was declined.").waitFor();
    await check(page);
  });
});

const asOf = (page: Page) => page.getByRole("status").filter({ hasText: /^As of / });

/** What the server answers when it says no. */
const refused = (reason: string) => ({
  json: { result: { data: { is: "refused", reason, code: "CONFLICT", message: "It changed." } } },
});
