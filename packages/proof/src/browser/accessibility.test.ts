import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foundOrganization } from "../world/organization.ts";
import {
  activeHeading,
  cards,
  continueButton,
  goToPay,
  newBuyer,
  openCheckout,
  openCodeField,
  payForm,
  payFormShown,
  payWith,
} from "./buyer.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { openStage, type Stage } from "./stage.ts";

describe("axe finds nothing, in light and in dark", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  test("before signing in", async () => {
    const page = await stage.open();
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
    const { page } = await newBuyer(stage);
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

  test.each([
    ["a phone", { width: 360, height: 740 }],
    ["a desk", { width: 1280, height: 900 }],
  ])("with trials, seats, plans for nothing and several accounts, on %s", async (_on, viewport) => {
    const { owner } = await foundOrganization(stage.world.url);
    const page = await stage.open({ viewport });
    const signedIn = await page.request.post("/api/auth/sign-in/email", {
      data: { email: owner.email, password: "a long password" },
      headers: { origin: stage.world.url },
    });
    expect(signedIn.ok()).toBe(true);
    await page.goto("/plans");
    await page.getByText("14 days free").waitFor();
    await page.locator("summary").filter({ hasText: "Pat Person" }).click();
    await page.getByRole("link", { name: "Acme" }).waitFor();
    await expectAccessible(page);
    await page.goto("/checkout?price=free_month_usd");
    await page.getByText("No card is needed.").waitFor();
    await expectAccessible(page);
    await page.goto("/checkout?price=team_month_usd&seats=3");
    await page.getByText("A card is needed to start.").waitFor();
    await expectAccessible(page);
    await page.getByLabel("Seats", { exact: true }).fill("51");
    await page.getByText("Enter a number from 1 to 50.").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Start subscription" }).click();
    await payFormShown(page);
    await payWith(page, cards.alsoGood);
    await activeHeading(page).waitFor();
    await page.goto("/billing");
    await page.getByRole("link", { name: "Change seats" }).waitFor();
    await expectAccessible(page);
    await page.goto("/billing/change?price=team_month_usd&seats=5");
    await page.getByText("You change to Team with 5 seats").waitFor();
    await expectAccessible(page);
    await page.goto("/checkout?price=team_month_usd&seats=999");
    await page.getByRole("heading", { name: "That many seats are not offered" }).waitFor();
    await expectAccessible(page);
  });

  test("after paying", async () => {
    const { page } = await newBuyer(stage);
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
