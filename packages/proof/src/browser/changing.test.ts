import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  activeHeading,
  atStripe,
  cards,
  continueButton,
  goToPay,
  newBuyer,
  openCheckout,
  payFormShown,
  payWith,
} from "./buyer.ts";
import { openStage, type Stage } from "./stage.ts";

describe("G3: with a subscription", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  test("a second purchase is turned into a plan change that says what becomes of the first", async () => {
    const { page, email } = await newBuyer(stage);
    await openCheckout(page, { price: "plus_month_usd" });
    await goToPay(page);
    await payWith(page, cards.good);
    await activeHeading(page).waitFor();

    await openCheckout(page, { price: "enterprise_month_usd" });
    await continueButton(page).click();
    await page.getByRole("heading", { name: "You already have a subscription" }).waitFor();
    await page.getByText("Your current subscription (Plus) ends as soon as").waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ subscriptions: 1, openSessions: 0 });
    await page.getByRole("button", { name: "Change to Enterprise" }).click();
    await payFormShown(page);
    await payWith(page, cards.good);
    await page.getByRole("heading", { name: "Enterprise is active" }).waitFor();
    await expect
      .poll(() => atStripe(stage, email), { timeout: 5_000 })
      .toMatchObject({ customers: 1, subscriptions: 2, live: 1 });

    await page.getByRole("link", { name: "Plans", exact: true }).click();
    await page.getByText("Your plan").waitFor();
    await page.getByRole("link", { name: "Downgrade to Plus" }).click();
    await page.getByText("Nothing is charged today.").waitFor();
  });

  test("an unfinished checkout is resumed from the billing page with plan and code", async () => {
    const { page, email } = await newBuyer(stage);
    await page.goto("/billing");
    await page.getByText("There are no invoices yet.").waitFor();
    await openCheckout(page, { price: "plus_year_usd", promo: "WELCOME20" });
    await goToPay(page);
    const before = (await atStripe(stage, email)).open.map(({ id }) => id);
    await page.goto("/billing");
    await page.getByText("Plus, $153.60 due today.").waitFor();
    await page.getByRole("link", { name: "Resume checkout" }).click();
    await goToPay(page);
    expect((await atStripe(stage, email)).open.map(({ id }) => id)).toEqual(before);
  });

  test("signing out shows nobody the former visitor's plan", async () => {
    const { page } = await newBuyer(stage);
    await page.goto("/billing");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("link", { name: "Sign in" }).waitFor();
    await page.goto("/billing");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(new URL(page.url()).searchParams.get("next")).toBe("/billing");
  });
});
