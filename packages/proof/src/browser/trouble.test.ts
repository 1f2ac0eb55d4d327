import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  activeHeading,
  atStripe,
  cards,
  continueButton,
  goToPay,
  newBuyer,
  openCheckout,
  openCodeField,
  payForm,
  payFormShown,
  payWith,
  priceSentence,
} from "./buyer.ts";
import { openStage, type Stage } from "./stage.ts";

describe("G11, G12: when something does not work", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  test("in a tunnel the typed code is kept, the reason is said, and Try again goes on", async () => {
    const { page } = await newBuyer(stage);
    await openCheckout(page, { price: "plus_month_usd" });
    const field = await openCodeField(page);
    await page.context().setOffline(true);
    await field.fill("SPRING20");
    await page.getByRole("heading", { name: "The price could not be checked." }).waitFor();
    expect(await field.inputValue()).toBe("SPRING20");
    expect(await priceSentence(page).textContent()).toContain("Due today $20.00");
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await priceSentence(page).filter({ hasText: "SPRING20 applied" }).waitFor();
  });

  test("Continue in a tunnel says so; pressed again outside, it is one session", async () => {
    const { page, email } = await newBuyer(stage);
    await openCheckout(page, { price: "plus_month_usd" });
    await page.context().setOffline(true);
    await continueButton(page).click();
    await page.getByRole("heading", { name: "Payment could not be opened." }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await payFormShown(page);
    expect(await atStripe(stage, email)).toMatchObject({ customers: 1, openSessions: 1 });
  });

  test("a blocked Stripe script is explained; Retry works, and so does Stripe's own page", async () => {
    const { page, email } = await newBuyer(stage);
    await page.route("**/stripe.js", (route) => route.abort());
    await openCheckout(page, { price: "plus_month_usd", promo: "SPRING20" });
    await continueButton(page).click();
    const blocked = page.getByRole("heading", { name: "The payment form did not load" });
    await blocked.waitFor();
    // The notice goes away and comes back faster than one can look: what tells of the second try is its request.
    const triedAgain = page.waitForRequest("**/stripe.js");
    await page.getByRole("button", { name: "Try again" }).click();
    await triedAgain;
    await blocked.waitFor();
    await page.getByRole("button", { name: "Pay on Stripe’s page" }).click();
    await page.getByLabel("Card number").waitFor();
    expect(new URL(page.url()).origin).toBe(new URL(stage.world.localStripe.url).origin);
    expect((await atStripe(stage, email)).open.map((one) => one.amount_total)).toEqual([1_600]);

    await page.unroute("**/stripe.js");
    await page.getByRole("link", { name: "← Back" }).click();
    await priceSentence(page).filter({ hasText: "SPRING20 applied" }).waitFor();
    await goToPay(page);
    await payWith(page, cards.good);
    await activeHeading(page).waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ customers: 1, live: 1, paid: [1_600] });
  });

  test("a script that loads again after Retry shows the form", async () => {
    const { page } = await newBuyer(stage);
    await page.route("**/stripe.js", (route) => route.abort());
    await openCheckout(page, { price: "plus_month_usd" });
    await continueButton(page).click();
    await page.getByRole("heading", { name: "The payment form did not load" }).waitFor();
    await page.unroute("**/stripe.js");
    await page.getByRole("button", { name: "Try again" }).click();
    await payFormShown(page);
  });

  test("a provider that is down is named, nothing is charged, and the next try goes through", async () => {
    const { page, email } = await newBuyer(stage);
    await openCheckout(page, { price: "plus_month_usd" });
    await stage.world.control.faults({ outage: true });
    await continueButton(page).click();
    await page
      .getByRole("heading", { name: "The payment provider does not answer" })
      .waitFor({ timeout: 40_000 });
    await stage.world.control.faults({});
    await page.getByRole("button", { name: "Try again" }).click();
    await payFormShown(page);
    expect(await atStripe(stage, email)).toMatchObject({ customers: 1, openSessions: 1 });
  });

  test("a code that is used up between the price and Continue reopens the field with the reason", async () => {
    const { page, email } = await newBuyer(stage);
    const { promotionCodes } = stage.world.stripe;
    await openCheckout(page, { price: "plus_month_usd", promo: "TENOFF" });
    await priceSentence(page).filter({ hasText: "TENOFF applied" }).waitFor();
    const [code] = (await promotionCodes.list({ code: "TENOFF" })).data;
    await promotionCodes.update(code?.id ?? "", { active: false });
    await continueButton(page).click();
    await page.getByText("TENOFF is no longer valid").waitFor();
    await page.locator("input[name=promotion-code]:focus").waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ openSessions: 0 });
  });

  test("G2: another price than was shown is said, and asked about again before anything is charged", async () => {
    const { page, email } = await newBuyer(stage);
    await page.route(/checkout\.quote/, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replaceAll('"dueToday":2000', '"dueToday":1900');
      await route.fulfill({ response: answer, body });
    });
    await openCheckout(page, { price: "plus_month_usd" });
    await priceSentence(page).filter({ hasText: "Due today $19.00" }).waitFor();
    await continueButton(page).click();
    await page.getByText("It was $19.00 when it was shown and is $20.00 now.").waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ openSessions: 0 });
    await page.getByRole("button", { name: "Continue with $20.00" }).click();
    await payFormShown(page);
    expect((await atStripe(stage, email)).open.map((one) => one.amount_total)).toEqual([2_000]);
  });

  test("left before Stripe's form had loaded, the next form still works", async () => {
    const { page } = await newBuyer(stage);
    const held = Promise.withResolvers<void>();
    await page.route("**/stripe.js", async (route) => {
      await held.promise;
      await route.continue();
    });
    await openCheckout(page, { price: "plus_month_usd" });
    await continueButton(page).click();
    await page.getByRole("button", { name: "Change plan or code" }).click();
    await continueButton(page).click();
    held.resolve();
    await payFormShown(page);
    expect(await page.locator("iframe").count()).toBe(1);
    await payForm(page).getByRole("button", { name: "Pay $20.00" }).waitFor();
  });

  test("G8: somebody else's session on the return page is unknown", async () => {
    const { page: owner, email } = await newBuyer(stage);
    await openCheckout(owner, { price: "plus_month_usd" });
    await goToPay(owner);
    const [session] = (await atStripe(stage, email)).open;
    const { page } = await newBuyer(stage);
    await page.goto(`/checkout/return?session_id=${session?.id ?? ""}`);
    await page.getByRole("heading", { name: "We don’t know this checkout" }).waitFor();
  });

  test("the live line alone brings the answer, where every question gets lost", async () => {
    const { page } = await newBuyer(stage);
    await page.route(/checkout\.status\?/, (route) => route.abort());
    await openCheckout(page, { price: "plus_month_usd" });
    await goToPay(page);
    await payWith(page, cards.good);
    await activeHeading(page).waitFor({ timeout: 3_000 });
  });

  test("a late webhook does not keep the buyer waiting", async () => {
    const { page } = await newBuyer(stage);
    await stage.world.control.faults({ webhooks: { delayMs: [20_000, 20_000] } });
    await openCheckout(page, { price: "plus_month_usd" });
    await goToPay(page);
    await payWith(page, cards.good);
    await activeHeading(page).waitFor({ timeout: 3_000 });
    await stage.world.control.faults({});
  });
});
