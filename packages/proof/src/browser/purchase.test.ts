import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  activeHeading,
  atStripe,
  atTheBank,
  cards,
  codeField,
  continueButton,
  goToPay,
  newBuyer,
  openCheckout,
  payForm,
  payFormShown,
  payWith,
  priceSentence,
  startForNothing,
} from "./buyer.ts";
import { openStage, type Stage } from "./stage.ts";

describe("a whole purchase in a browser", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  test("G1, G2, G3: sign up, choose, type a code, be declined, pay: active within 3 s, charged as shown", async () => {
    const page = await stage.open();
    const email = `buyer-${Date.now()}@example.com`;
    await page.goto("/plans?promo=WELCOME20");
    await page.getByRole("radio", { name: "Yearly" }).check();
    await page.getByText("billed yearly $192").waitFor();
    await page.getByRole("link", { name: "Choose Plus" }).click();
    await page.getByText("You chose Plus. It comes next.").waitFor();
    await page.getByLabel("Name").fill("Pat Person");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill("a long password");
    await page.getByRole("button", { name: "Create account" }).click();
    await priceSentence(page)
      .filter({ hasText: "WELCOME20 applied. Due today $153.60, then $192.00 a year." })
      .waitFor();
    expect(await codeField(page).inputValue()).toBe("WELCOME20");

    await continueButton(page).click();
    await payFormShown(page);
    await payWith(page, cards.declined);
    await payForm(page).getByText("Your card was declined").waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ customers: 1, live: 0, openSessions: 1 });

    await payWith(page, cards.good);
    await activeHeading(page).waitFor({ timeout: 3_000 });
    expect(await atStripe(stage, email)).toMatchObject({
      customers: 1,
      subscriptions: 1,
      live: 1,
      openSessions: 0,
      paid: [15_360],
    });

    await page.reload();
    await activeHeading(page).waitFor();
    await page.getByRole("link", { name: "Go to billing" }).click();
    await page.getByRole("cell", { name: "$153.60" }).waitFor();
    await page.getByText("Active", { exact: true }).waitFor();
  });

  test("with nothing due today the button starts the subscription and says what is needed", async () => {
    const { page, email } = await newBuyer(stage);
    await openCheckout(page, { price: "plus_month_usd", promo: "FREEYEAR" });
    await priceSentence(page).filter({ hasText: "FREEYEAR applied. Due today $0.00" }).waitFor();
    await page.getByText("No card is needed.").waitFor();
    await startForNothing(page);
    await activeHeading(page).waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ live: 1, paid: [0] });
  });

  test("on a phone everything fits into 360 px and the total is in the summary's line", async () => {
    const { page, email } = await newBuyer(stage, { viewport: { width: 360, height: 740 } });
    await openCheckout(page, { price: "plus_month_usd", promo: "SPRING20" });
    const summary = page.locator("summary").filter({ hasText: "Order summary" });
    await summary.filter({ hasText: "$16.00" }).waitFor();
    await summary.click();
    await page.getByText("Discount SPRING20").first().waitFor();
    const excess = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    expect(await page.evaluate<number>(excess)).toBe(0);
    await continueButton(page).click();
    await payFormShown(page);
    expect(await page.evaluate<number>(excess)).toBe(0);
    await payWith(page, cards.good);
    await activeHeading(page).waitFor();
    expect(await page.evaluate<number>(excess)).toBe(0);
    expect(await atStripe(stage, email)).toMatchObject({ live: 1, paid: [1_600] });
  });

  test("a bank that asks to confirm: refused keeps the form, confirmed activates", async () => {
    const { page, email } = await newBuyer(stage);
    await openCheckout(page, { price: "plus_month_usd" });
    await goToPay(page);
    await payWith(page, cards.asksBank);
    await atTheBank(page, "Fail");
    await payForm(page).getByLabel("Card number").waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ live: 0, openSessions: 1 });
    await payWith(page, cards.asksBank);
    await atTheBank(page, "Complete");
    await activeHeading(page).waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ customers: 1, live: 1, paid: [2_000] });
  });

  test("every page reflows at 320 px", async () => {
    const { page } = await newBuyer(stage, { viewport: { width: 320, height: 640 } });
    const excess = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    for (const [address, heading] of [
      ["/plans?interval=year", "Enterprise"],
      ["/sign-up", "Create your account"],
      ["/billing", "Invoices"],
      ["/checkout?price=enterprise_year_jpy&promo=SPRING20", "Checkout"],
      ["/checkout/return", "We don’t know this checkout"],
    ] as const) {
      await page.goto(address);
      await page.getByRole("heading", { name: heading }).waitFor();
      expect(await page.evaluate<number>(excess), address).toBe(0);
    }
  });

  test("a keyboard is enough, from the plans to the receipt", async () => {
    const { page } = await newBuyer(stage);
    const { keyboard } = page;
    const tabTo = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 40; presses++) {
        await keyboard.press("Tab");
        const focused = await page.evaluate<string>(
          "(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? '').trim()",
        );
        if (focused === name) return;
      }
      throw new Error(`Tab never reached “${name}”.`);
    };
    await page.goto("/plans");
    await page.getByRole("link", { name: "Choose Plus" }).waitFor();
    await tabTo("Monthly");
    await keyboard.press("ArrowRight");
    await page.getByText("billed yearly $192").waitFor();
    await tabTo("Choose Plus");
    await keyboard.press("Enter");
    await continueButton(page).waitFor();
    await tabTo("Have a promotion code?");
    await keyboard.press("Space");
    await tabTo("Promotion code");
    await keyboard.type("WELCOME20");
    await keyboard.press("Enter");
    await priceSentence(page).filter({ hasText: "Due today $153.60" }).waitFor();
    await tabTo("Continue to payment");
    await keyboard.press("Enter");
    await payFormShown(page);
    await payForm(page).getByLabel("Card number").focus();
    for (const text of [cards.good, "12/34", "123", "Pat Person"]) {
      await keyboard.type(text);
      await keyboard.press("Tab");
    }
    await keyboard.press("Enter");
    await activeHeading(page).waitFor();
    expect(await page.evaluate<string>("document.activeElement?.textContent")).toBe(
      "Plus is active",
    );
  });
});
