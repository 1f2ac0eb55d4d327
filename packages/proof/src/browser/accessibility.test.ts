import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  activeHeading,
  cards,
  continueButton,
  goToPay,
  newBuyer,
  openCheckout,
  openCodeField,
  payForm,
  payWith,
} from "./buyer.ts";
import { openStage, type Stage } from "./stage.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

describe.each(["light", "dark"] as const)("axe finds nothing, %s", (colorScheme) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  async function expectAccessible(page: Page): Promise<void> {
    const { violations } = await new AxeBuilder({ page })
      .withTags(tags)
      // The provider's frame is a document of its own and has a main landmark of its own, rightly.
      .disableRules(["landmark-unique"])
      .analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`,
    );
    expect(found).toEqual([]);
  }

  test("before signing in", async () => {
    const page = await stage.open({ colorScheme });
    await page.goto("/plans");
    await page.getByRole("link", { name: "Choose Plus" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("radio", { name: "Yearly" }).check();
    await expectAccessible(page);
    await page.goto("/sign-up?plan=plus_month_usd");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByText("Enter your name.").waitFor();
    await expectAccessible(page);
    await page.goto("/sign-in");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await expectAccessible(page);
    await page.goto("/reset-password");
    await page.getByLabel("E-mail address").fill("nobody@example.com");
    await page.getByRole("button", { name: "Send link" }).click();
    await page.getByText("If an account exists").waitFor();
    await expectAccessible(page);
    await page.goto("/nowhere");
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    await expectAccessible(page);
  });

  test("in the checkout, in each of its states", async () => {
    const { page } = await newBuyer(stage, { colorScheme });
    await openCheckout(page, { price: "plus_month_usd" });
    await expectAccessible(page);
    const field = await openCodeField(page);
    await field.fill("NOSUCHCODE");
    await page.getByText("We don’t know the code").waitFor();
    await expectAccessible(page);
    await field.fill("SPRING20");
    await page.getByRole("button", { name: "Remove code SPRING20" }).waitFor();
    await expectAccessible(page);
    await page.context().setOffline(true);
    await continueButton(page).click();
    await page.getByRole("heading", { name: "Payment could not be opened." }).waitFor();
    await page.context().setOffline(false);
    await expectAccessible(page);
    await goToPay(page);
    await expectAccessible(page);
    await payWith(page, cards.declined);
    await payForm(page).getByText("Your card was declined").waitFor();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole("button", { name: "Change plan or code" }).click();
    await page.locator("summary").filter({ hasText: "Order summary" }).click();
    await expectAccessible(page);
  });

  test("after paying", async () => {
    const { page } = await newBuyer(stage, { colorScheme });
    await page.goto("/billing");
    await page.getByText("There are no invoices yet.").waitFor();
    await expectAccessible(page);
    await openCheckout(page, { price: "plus_month_usd" });
    await goToPay(page);
    const opened = page.waitForRequest(/checkout\.status/);
    await payWith(page, cards.good);
    await opened;
    await activeHeading(page).waitFor();
    await expectAccessible(page);
    await page.goto("/billing");
    await page.getByRole("cell", { name: "$20.00" }).waitFor();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectAccessible(page);
    await page.goto("/plans");
    await page.getByText("Your plan").waitFor();
    await expectAccessible(page);
    await openCheckout(page, { price: "enterprise_month_usd" });
    await continueButton(page).click();
    await page.getByRole("button", { name: "Change to Enterprise" }).waitFor();
    await expectAccessible(page);
    await page.goto("/checkout/return?session_id=cs_test_nobody");
    await page.getByRole("heading", { name: "We don’t know this checkout" }).waitFor();
    await expectAccessible(page);
  });
});
