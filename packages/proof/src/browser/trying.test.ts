import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foundOrganization } from "../world/organization.ts";
import {
  activeHeading,
  atStripe,
  cards,
  goToPay,
  newBuyer,
  openCheckout,
  payFormShown,
  payWith,
  startForNothing,
} from "./buyer.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const phone = { viewport: { width: 360, height: 740 } };
const seats = (page: Page) => page.getByLabel("Seats", { exact: true });

/** The checkout of a plan with a trial, with what comes after it on the screen. */
async function openTrial(page: Page): Promise<void> {
  await page.goto("/checkout?price=team_month_usd");
  await page.getByText(/^Free until .+, then \$12\.00 a month\.$/).waitFor();
}

async function pressAndPay(page: Page, card: string): Promise<void> {
  await page.getByRole("button", { name: "Start subscription" }).click();
  await payFormShown(page);
  await payWith(page, card);
  await activeHeading(page).waitFor();
}

describe("G3: a trial", () => {
  test("says until when it is free, what it costs then, for how many seats, and that it needs a card", async () => {
    const { page } = await newBuyer(stage);
    await page.goto("/plans");
    await page.getByText("14 days free").waitFor();
    await page.getByRole("link", { name: "Choose Team" }).click();
    await page.getByRole("button", { name: "One seat more" }).click();
    await page.getByRole("button", { name: "One seat more" }).click();
    await page.getByText(/^Free until .+, then \$36\.00 a month\.$/).waitFor();
    await page.getByText("A card is needed to start.").waitFor();
    await page.getByText("Each account and each card can have one free trial").waitFor();
    await page.getByText("3 × $12.00 a month").last().waitFor();
    await pressAndPay(page, cards.good);
    await page.goto("/billing");
    await page.getByText("In free trial").waitFor();
    await page.getByText("Free trial until").waitFor();
    await page.getByText("$36.00 on").waitFor();
  });

  test("on a phone: a card that has had one is charged at once, and both pages say so", async () => {
    const first = await newBuyer(stage, phone);
    await openTrial(first.page);
    await pressAndPay(first.page, cards.alsoGood);
    const { page, email } = await newBuyer(stage, phone);
    await openTrial(page);
    await pressAndPay(page, cards.alsoGood);
    await expect
      .poll(() => atStripe(stage, email), { timeout: 10_000 })
      .toMatchObject({ live: 1, paid: [1_200, 0] });
    await page.goto("/billing");
    await page.getByText("Active", { exact: true }).waitFor();
    await page.getByRole("cell", { name: "$12.00" }).waitFor();
  });
});

describe("G2: seats", () => {
  test("a number that is not sold is refused beside its field, and nothing else is bought", async () => {
    const { page } = await newBuyer(stage);
    await openTrial(page);
    await seats(page).fill("51");
    await page.getByText("Enter a number from 1 to 50.").waitFor();
    await page.getByRole("button", { name: "One seat more" }).focus();
    expect(await seats(page).inputValue()).toBe("1");
    await seats(page).fill("12");
    await page
      .getByText(/then \$144\.00 a month/)
      .first()
      .waitFor();
    expect(page.url()).toContain("seats=12");
    await page.reload();
    await page
      .getByText(/then \$144\.00 a month/)
      .first()
      .waitFor();
  });

  test("more are paid for now and had now, fewer wait for the renewal", async () => {
    const { page, email } = await newBuyer(stage);
    await openTrial(page);
    // The card has had its trial: so this one is charged from the first day.
    await pressAndPay(page, cards.good);
    await expect
      .poll(() => atStripe(stage, email), { timeout: 10_000 })
      .toMatchObject({ paid: [1_200, 0] });
    await page.goto("/billing");
    await page.getByRole("link", { name: "Change seats" }).click();
    await page.getByText("This is the plan you have.").waitFor();
    // The second press comes before the amounts of the first can be there, and counts all the same.
    await page.getByRole("button", { name: "One seat more" }).dblclick();
    await page.getByText("You change to Team with 3 seats, $36.00 a month.").waitFor();
    await page.getByRole("button", { name: "Change now and pay $24.00" }).dblclick();
    await page.getByText("You have Team with 3 seats now.").waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ live: 1, paid: [2_400, 1_200, 0] });

    await page.goto("/billing");
    await page.getByRole("link", { name: "Change seats" }).click();
    await seats(page).fill("2");
    await page.getByRole("button", { name: /^Change on/ }).dblclick();
    await page.getByText("Your plan changes to Team with 2 seats on").waitFor();
    await page.getByRole("link", { name: "See billing" }).click();
    await page.getByText("Team, 2 × $12.00 a month, from").waitFor();
  });
});

describe("G3: a plan for nothing", () => {
  test("begins without a card, and gives way to a plan that is paid for", async () => {
    const { page, email } = await newBuyer(stage, phone);
    await page.goto("/plans");
    await page.getByRole("link", { name: "Choose Free" }).click();
    await page.getByText("Due today $0.00, then nothing.").waitFor();
    await page.getByText("No card is needed.").waitFor();
    await startForNothing(page);
    await activeHeading(page).waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ live: 1, paid: [0] });

    await page.goto("/plans");
    await page.getByRole("link", { name: "Upgrade to Plus" }).click();
    await page.getByText("Your current subscription (Free) ends").waitFor();
    await goToPay(page);
    await payWith(page, cards.good);
    await page.getByRole("heading", { name: "Plus is active" }).waitFor();
    await expect
      .poll(() => atStripe(stage, email), { timeout: 10_000 })
      .toMatchObject({ subscriptions: 2, live: 1 });
  });

  test("a change that was opened by its address leads to the checkout, because a card is missing", async () => {
    const { page } = await newBuyer(stage);
    await openCheckout(page, { price: "free_month_usd" });
    await startForNothing(page);
    await activeHeading(page).waitFor();
    await page.goto("/billing/change?price=plus_month_usd");
    await page.getByText("No card is on file yet.").waitFor();
    await page.getByRole("link", { name: "Go to the checkout" }).click();
    await page.getByText("Your current subscription (Free) ends").waitFor();
  });
});

describe("G8: whose billing", () => {
  test("who bills for an organization chooses it, buys for it, and finds their own as it was", async () => {
    const { owner } = await foundOrganization(stage.world.url);
    const page = await stage.open();
    await signIn(page, owner.email);
    await page.goto("/billing");
    await page.getByText("You have no subscription").waitFor();
    await page.locator("summary").filter({ hasText: "Pat Person" }).click();
    await page.getByRole("link", { name: "Acme" }).click();
    await page.locator("summary").filter({ hasText: "Acme" }).waitFor();
    await page.getByRole("link", { name: "Plans", exact: true }).click();
    await page.getByRole("link", { name: "Choose Plus" }).click();
    await goToPay(page);
    await payWith(page, cards.good);
    await page.getByRole("heading", { name: "Plus is active" }).waitFor();
    await page.getByRole("link", { name: "Go to billing" }).click();
    await page.getByText("$20.00 on").waitFor();
    await page.locator("summary").filter({ hasText: "Acme" }).click();
    await page.getByRole("link", { name: "Pat Person" }).click();
    await page.getByText("You have no subscription").waitFor();
  });

  test("who has one account has nothing to choose", async () => {
    const { page } = await newBuyer(stage);
    const answered = page.waitForResponse(/billing\.accounts/);
    await page.goto("/billing");
    await answered;
    await page.getByText("You have no subscription").waitFor();
    expect(await page.getByText("Account:").count()).toBe(0);
  });

  async function signIn(page: Page, email: string): Promise<void> {
    const answer = await page.request.post("/api/auth/sign-in/email", {
      data: { email, password: "a long password" },
      headers: { origin: stage.world.url },
    });
    expect(answer.ok()).toBe(true);
  }
});
