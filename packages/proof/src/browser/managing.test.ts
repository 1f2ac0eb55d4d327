import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  activeHeading,
  atStripe,
  cards,
  goToPay,
  newBuyer,
  openCheckout,
  payWith,
} from "./buyer.ts";
import { openStage, type Stage } from "./stage.ts";

describe("G3: a subscription is managed on our own pages, every button pressed twice", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const subscriber = async () => {
    const buyer = await newBuyer(stage);
    await openCheckout(buyer.page, { price: "plus_month_usd" });
    await goToPay(buyer.page);
    await payWith(buyer.page, cards.good);
    await activeHeading(buyer.page).waitFor();
    return buyer;
  };

  test("an upgrade shows what it costs, then costs that; a downgrade is planned and taken back", async () => {
    const { page, email } = await subscriber();
    await page.goto("/plans");
    await page.getByRole("link", { name: "Upgrade to Enterprise" }).click();
    await page.getByRole("button", { name: "Change now and pay $79.00" }).dblclick();
    await page.getByText("You have Enterprise now.").waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ subscriptions: 1, live: 1 });

    await page.goto("/plans");
    await page.getByRole("link", { name: "Downgrade to Starter" }).click();
    await page.getByText("Nothing is charged today.").waitFor();
    await page.getByRole("button", { name: /^Change on/ }).dblclick();
    await page.getByText("Your plan changes to Starter").waitFor();
    await page.getByRole("link", { name: "See billing" }).click();
    await page.getByText("Starter, $8.00 a month, from").waitFor();
    await page.getByRole("button", { name: "Undo the planned change" }).dblclick();
    await page.getByText("The planned change was taken back.").waitFor();
    await page.getByText("$99.00 on").waitFor();
  });

  test("an end at the end of the period is easy to find, says what is lost and when, and is taken back", async () => {
    const { page } = await subscriber();
    await page.goto("/billing");
    await page.getByText("Cancel subscription", { exact: true }).click();
    await page.getByText("You keep Plus until").waitFor();
    await page.getByLabel("Why are you leaving? (optional)").fill("Too dear.");
    await page.getByRole("button", { name: "Cancel at the end of the period" }).dblclick();
    await page.getByText("You can use it until then.").waitFor();
    await page.getByRole("button", { name: "Resume subscription" }).dblclick();
    await page.getByText("$20.00 on").waitFor();
  });

  test("G9: a code that does not apply says why and stays in its field; one that does makes the next charge cheaper", async () => {
    const { page } = await subscriber();
    await page.goto("/billing");
    await page.getByText("Have a promotion code?").click();
    const field = page.getByLabel("Promotion code");
    await field.fill("nope");
    await page.getByRole("button", { name: "Apply code" }).click();
    await page.getByText("We don’t know the code NOPE.").waitFor();
    expect(await field.inputValue()).toBe("nope");
    await field.fill("spring20");
    await page.getByRole("button", { name: "Apply code" }).click();
    await page.getByText("SPRING20, 20% off").waitFor();
    await page.getByText("$16.00 on").waitFor();
  });

  test("the card is replaced on Stripe’s page, and the way leads back", async () => {
    const { page } = await subscriber();
    await page.goto("/billing");
    await page.getByText("Visa ending in 4242").waitFor();
    await page.getByRole("button", { name: "Update card" }).click();
    await page.waitForURL((url) => url.pathname !== "/billing");
    expect(page.url()).toContain(stage.world.localStripe.url);
  });
});
