import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  activeHeading,
  atStripe,
  cards,
  codeField,
  continueButton,
  goToPay,
  newBuyer,
  openCheckout,
  openCodeField,
  payFormShown,
  payWith,
  priceSentence,
} from "./buyer.ts";
import { openStage, type Stage } from "./stage.ts";

describe("G2: going on safely", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  test("a reload in every step continues with the same attempt, choice and session", async () => {
    const { page, email } = await newBuyer(stage);
    await openCheckout(page, { price: "plus_month_usd" });
    const attempt = new URL(page.url()).searchParams.get("attempt");
    const field = await openCodeField(page);
    await field.fill("SPRING20");
    await field.press("Enter");
    await priceSentence(page).filter({ hasText: "Due today $16.00" }).waitFor();
    await page.reload();
    await priceSentence(page).filter({ hasText: "Due today $16.00" }).waitFor();
    expect(await codeField(page).inputValue()).toBe("SPRING20");
    await goToPay(page);
    const before = (await atStripe(stage, email)).open.map(({ id }) => id);
    await page.reload();
    await payFormShown(page);
    expect((await atStripe(stage, email)).open.map(({ id }) => id)).toEqual(before);
    expect(new URL(page.url()).searchParams.get("attempt")).toBe(attempt);
    await payWith(page, cards.good);
    await activeHeading(page).waitFor();
    await page.reload();
    await activeHeading(page).waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ customers: 1, live: 1, openSessions: 0 });
  });

  test("the back button leaves the pay step with everything kept, and forward returns to it", async () => {
    const { page, email } = await newBuyer(stage);
    await openCheckout(page, { price: "plus_month_usd", promo: "SPRING20" });
    await goToPay(page);
    await page.goBack();
    await continueButton(page).waitFor();
    expect(await codeField(page).inputValue()).toBe("SPRING20");
    await page.goForward();
    await payFormShown(page);
    await page.getByRole("button", { name: "Change plan or code" }).click();
    await page.getByRole("radio", { name: "Yearly" }).check();
    await priceSentence(page).filter({ hasText: "Due today $153.60" }).waitFor();
    await goToPay(page);
    const { open } = await atStripe(stage, email);
    expect(open.map((session) => session.amount_total)).toEqual([15_360]);
  });

  test("Continue pressed twice is one request and one session", async () => {
    const { page, email } = await newBuyer(stage);
    await openCheckout(page, { price: "plus_month_usd" });
    let starts = 0;
    page.on("request", (request) => {
      if (request.url().includes("checkout.start")) starts++;
    });
    await continueButton(page).dblclick();
    await payFormShown(page);
    expect(starts).toBe(1);
    expect(await atStripe(stage, email)).toMatchObject({ customers: 1, openSessions: 1 });
  });

  test("two tabs with the same choice share a session; paid in one, the other says so", async () => {
    const { page: first, email } = await newBuyer(stage);
    const second = await first.context().newPage();
    await Promise.all([
      openCheckout(first, { price: "plus_month_usd" }),
      openCheckout(second, { price: "plus_month_usd" }),
    ]);
    await Promise.all([goToPay(first), goToPay(second)]);
    expect(await atStripe(stage, email)).toMatchObject({ customers: 1, openSessions: 1 });
    // A page behind another one is not drawn, and its form is slow to fill in.
    await first.bringToFront();
    await payWith(first, cards.good);
    await activeHeading(first).waitFor();
    await second.reload();
    await second.getByText("You already have Plus. There is nothing to buy again.").waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ subscriptions: 1, live: 1 });
  });

  test("G9: a duplicated tab that fell behind is asked which choice counts", async () => {
    const { page: first, email } = await newBuyer(stage);
    await openCheckout(first, { price: "plus_month_usd" });
    const address = first.url();
    await goToPay(first);
    await first.goBack();
    await first.getByRole("radio", { name: "Yearly" }).check();
    await priceSentence(first).filter({ hasText: "Due today $192.00" }).waitFor();
    await goToPay(first);
    const second = await first.context().newPage();
    await second.goto(address);
    // The button comes to rest with the price: pressed while it moves, a press may go beside it.
    await priceSentence(second).filter({ hasText: "Due today $20.00" }).waitFor();
    await continueButton(second).click();
    await second.getByRole("link", { name: "Show the newest choice" }).click();
    await priceSentence(second).filter({ hasText: "Due today $192.00" }).waitFor();
    await goToPay(second);
    expect((await atStripe(stage, email)).open.map((one) => one.amount_total)).toEqual([19_200]);
  });

  test("paid in one tab just before the other presses Continue: told so, and not charged again", async () => {
    const { page: first, email } = await newBuyer(stage);
    const second = await first.context().newPage();
    await openCheckout(second, { price: "plus_year_usd" });
    await openCheckout(first, { price: "plus_month_usd" });
    await goToPay(first);
    const [session] = (await atStripe(stage, email)).open;
    await stage.world.control.faults({ webhooks: { delayMs: [20_000, 20_000] } });
    await stage.world.control.pay(session?.id ?? "");
    await continueButton(second).click();
    await second.getByText("Active", { exact: true }).waitFor();
    expect(await atStripe(stage, email)).toMatchObject({
      subscriptions: 1,
      live: 1,
      paid: [2_000],
    });
    await stage.world.control.faults({});
  });

  test("a session that ran out starts again with plan and code kept", async () => {
    const { page, email } = await newBuyer(stage);
    await page.clock.install();
    await openCheckout(page, { price: "plus_month_usd", promo: "SPRING20" });
    await goToPay(page);
    const [session] = (await atStripe(stage, email)).open;
    await stage.world.stripe.checkout.sessions.expire(session?.id ?? "");
    const expired = page.getByRole("heading", { name: "This payment page has expired" });
    const askedAgain = async (): Promise<boolean> => {
      await page.clock.fastForward(15_000);
      return expired.isVisible();
    };
    await expect.poll(askedAgain, { timeout: 10_000 }).toBe(true);
    await page.getByRole("button", { name: "Start again" }).click();
    await payFormShown(page);
    const again = await atStripe(stage, email);
    expect(again.open.map((one) => one.amount_total)).toEqual([1_600]);
    expect(again.open[0]?.id).not.toBe(session?.id);
  });
});
