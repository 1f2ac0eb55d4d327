import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asksBank, declines, treatCards } from "../world/bank.ts";
import { atStripe } from "./buyer.ts";
import { pressTwice, tabTo } from "./by-keyboard.ts";
import { newHolder, openBilling, subscriptionIs } from "./holder.ts";
import { openStage, type Stage } from "./stage.ts";

const monthMs = 32 * 86_400_000;

/** What a screen reader would start from: the words that have the focus. */
const focused = (page: Page) => page.locator(":focus");

describe.each([360, 1440])(
  "billing without a mouse, every button pressed twice, %i px",
  (width) => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage();
    });
    afterAll(() => stage.close());

    const holder = (priceId?: string) =>
      newHolder(stage, {
        viewport: { width, height: 800 },
        ...(priceId === undefined ? {} : { priceId }),
      });
    const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

    test("G3: up now, the interval now, down at the renewal, and that taken back", async () => {
      const { page, email } = await holder();
      await page.goto("/billing/change?price=enterprise_month_usd");
      await pressTwice(page, button(page, /^Change now and pay/));
      await focused(page).filter({ hasText: "You have Enterprise now." }).waitFor();
      await page.goto("/billing/change?price=enterprise_year_usd");
      await pressTwice(page, button(page, /^Change now and pay/));
      await focused(page).filter({ hasText: "You have Enterprise now." }).waitFor();
      await page.goto("/billing/change?price=starter_year_usd");
      await pressTwice(page, button(page, /^Change on/));
      await focused(page).filter({ hasText: "Your plan changes to Starter" }).waitFor();
      await openBilling(page);
      await pressTwice(page, button(page, "Undo the planned change"));
      await focused(page).filter({ hasText: "The planned change was taken back." }).waitFor();
      const { live, paid } = await atStripe(stage, email);
      expect({ live, invoices: paid.length }).toEqual({ live: 1, invoices: 3 });
    });

    test("G3: an end at the end of the period, resumed; then an end now, twice asked for and once done", async () => {
      const { page, email } = await holder();
      await openBilling(page);
      await tabTo(page, page.locator("summary", { hasText: "Cancel subscription" }));
      await page.keyboard.press("Enter");
      await pressTwice(page, button(page, "Cancel at the end of the period"));
      await focused(page)
        .filter({ hasText: /^Your subscription ends on/ })
        .waitFor();
      await pressTwice(page, button(page, "Resume subscription"));
      await focused(page).filter({ hasText: "Your subscription goes on." }).waitFor();
      await tabTo(page, page.locator("summary", { hasText: "Cancel subscription" }));
      await page.keyboard.press("Enter");
      await tabTo(page, page.getByRole("radio", { name: /^On / }));
      await page.keyboard.press("ArrowDown");
      await pressTwice(page, button(page, "Cancel now"));
      await focused(page).filter({ hasText: "Your subscription has ended." }).waitFor();
      expect(await atStripe(stage, email)).toMatchObject({ subscriptions: 1, live: 0 });
    });

    test("G9: a code", async () => {
      const { page } = await holder();
      await openBilling(page);
      await tabTo(page, page.locator("summary", { hasText: "Have a promotion code?" }));
      await page.keyboard.press("Enter");
      await tabTo(page, page.getByLabel("Promotion code"));
      await page.keyboard.type("spring20");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await page.getByRole("status").filter({ hasText: "The code was applied." }).waitFor();
      await page.getByText("SPRING20, 20% off").waitFor();
    });

    test("G4: bills go somewhere else, after a second look; the focus comes back to where it began", async () => {
      const { page, email } = await holder();
      await openBilling(page);
      await pressTwice(page, button(page, "Change e-mail"));
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type("nonsense");
      await page.keyboard.press("Enter");
      await page.getByText("This does not look like an e-mail address.").waitFor();
      await expect.poll(() => focused(page).getAttribute("name")).toBe("billing-email");
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type(`bills-${email}`);
      await page.keyboard.press("Enter");
      await focused(page)
        .filter({ hasText: `Send bills to bills-${email}?` })
        .waitFor();
      await pressTwice(page, button(page, "Send bills there"));
      await page
        .getByRole("status")
        .filter({ hasText: `Bills go to bills-${email}` })
        .waitFor();
      await focused(page).filter({ hasText: "Change e-mail" }).waitFor();
      expect(await atStripe(stage, `bills-${email}`)).toMatchObject({ customers: 1, live: 1 });
    });

    test("G2: an upgrade that the bank wants to have confirmed, finished by the customer alone", async () => {
      const { page, email } = await holder();
      await treatCards(stage.world, email, asksBank);
      await page.goto("/billing/change?price=enterprise_month_usd");
      await pressTwice(page, button(page, /^Change now and pay/));
      await focused(page).filter({ hasText: "Your bank wants you to confirm" }).waitFor();
      const opened = page.waitForEvent("popup");
      await tabTo(page, page.getByRole("link", { name: "Confirm with your bank" }));
      await page.keyboard.press("Enter");
      const bank = await opened;
      await bank.getByRole("link", { name: "Confirm the payment with your bank" }).click();
      await bank.getByRole("button", { name: "Complete" }).click();
      await page.getByText("Confirmed. You have Enterprise now.").waitFor();
      expect(await atStripe(stage, email)).toMatchObject({ subscriptions: 1, live: 1 });
    });

    test("an invoice is opened, printed and left again", async () => {
      const { page } = await holder();
      await openBilling(page);
      await tabTo(page, page.getByRole("link", { name: /^Open invoice/ }));
      await page.keyboard.press("Enter");
      await focused(page)
        .filter({ hasText: /^Invoice / })
        .waitFor();
      await page.getByRole("rowheader", { name: /Plus/ }).waitFor();
      await page.emulateMedia({ media: "print" });
      expect(await page.getByRole("navigation").isVisible()).toBe(false);
      expect(await button(page, "Print").isVisible()).toBe(false);
      expect(await page.getByRole("heading", { name: /^Invoice / }).isVisible()).toBe(true);
      await page.emulateMedia({ media: null });
      await tabTo(page, page.getByRole("link", { name: "Back to billing" }));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Billing" }).waitFor();
    });

    test("G11: while Stripe does not answer the page says as of when it is true, and not a moment longer", async () => {
      const { page } = await holder();
      const note = page.getByRole("status").filter({ hasText: /^As of \d/ });
      await openBilling(page);
      expect(await note.count()).toBe(0);
      await stage.world.control.faults({ outage: true });
      await page.reload();
      await page.getByText("$20.00 on").waitFor();
      await note.waitFor();
      await page.getByText("Invoices come from the payment provider").waitFor();
      await stage.world.control.faults({});
      await page.getByText("The payment provider answers again.").waitFor({ timeout: 20_000 });
      expect(await note.count()).toBe(0);
      await page.getByRole("link", { name: /^Open invoice/ }).waitFor();
    });

    // The last one, because it moves the clock for everybody.
    test("G3: past due: another card on Stripe's page, back with words, then paid once", async () => {
      const { page, email } = await holder();
      await treatCards(stage.world, email, declines);
      await stage.world.control.advanceClock(monthMs);
      await subscriptionIs(page, "past_due");
      await page.goto("/billing");
      await pressTwice(page, button(page, "Pay $20.00"));
      await page.getByText("Your card was declined.").waitFor();
      await tabTo(page, button(page, "Update card").first());
      await page.keyboard.press("Enter");
      await page.getByLabel("Card number").fill("5555555555554444");
      await page.keyboard.press("Enter");
      await focused(page).filter({ hasText: "Your card was updated. Pay the open" }).waitFor();
      expect(new URL(page.url()).searchParams.has("back")).toBe(false);
      await page.getByText("Mastercard ending in 4444").waitFor();
      await pressTwice(page, button(page, "Pay $20.00"));
      await focused(page).filter({ hasText: "Thank you, the invoice is paid." }).waitFor();
      await page.getByText("Active", { exact: true }).waitFor();
      expect((await atStripe(stage, email)).paid).toEqual([2_000, 2_000]);
    });
  },
);
