import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  atStripe,
  continueButton,
  goToPay,
  newBuyer,
  openCheckout,
  priceSentence,
} from "./buyer.ts";
import { expectAccessibleAtBoth as check } from "./expect-accessible.ts";
import { openStage, type Stage } from "./stage.ts";

describe("axe finds nothing where buying does not go straight, phone and desk, light and dark", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  test("a blocked script, and a provider that does not answer", async () => {
    const { page } = await newBuyer(stage);
    await page.route("**/stripe.js", (route) => route.abort());
    await openCheckout(page, { price: "plus_month_usd" });
    await continueButton(page).click();
    await page.getByRole("heading", { name: "The payment form did not load" }).waitFor();
    await check(page);
  });

  test("a price that changed since it was shown", async () => {
    const { page } = await newBuyer(stage);
    await page.route(/checkout\.quote/, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replaceAll('"dueToday":2000', '"dueToday":1900');
      await route.fulfill({ response: answer, body });
    });
    await openCheckout(page, { price: "plus_month_usd" });
    await continueButton(page).click();
    await page.getByRole("button", { name: "Continue with $20.00" }).waitFor();
    await check(page);
  });

  test("a tab that fell behind", async () => {
    const { page: first } = await newBuyer(stage);
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
    await second.getByRole("link", { name: "Show the newest choice" }).waitFor();
    await check(second);
  });

  test("a session that ran out", async () => {
    const { page, email } = await newBuyer(stage);
    await page.clock.install();
    await openCheckout(page, { price: "plus_month_usd" });
    await goToPay(page);
    const [session] = (await atStripe(stage, email)).open;
    await stage.world.stripe.checkout.sessions.expire(session?.id ?? "");
    const expired = page.getByRole("heading", { name: "This payment page has expired" });
    const askedAgain = async (): Promise<boolean> => {
      await page.clock.fastForward(15_000);
      return expired.isVisible();
    };
    await expect.poll(askedAgain, { timeout: 10_000 }).toBe(true);
    await check(page);
  });

  test("waiting for the confirmation, and every other answer of the return page", async () => {
    const { page } = await newBuyer(stage);
    const recap = {
      sessionId: "cs_test_shown",
      checkoutId: "chk_shown",
      attempt: "shown-attempt",
      priceId: "plus_month_usd",
      code: "SPRING20",
    };
    const answers = [
      { is: "processing", next: "wait", message: "Your payment is being processed." },
      { is: "open", next: "resume", message: "Nothing was charged yet." },
      { is: "action_required", next: "authenticate", message: "Confirm it.", url: "/plans" },
      { is: "failed", next: "retry", message: "The payment failed." },
      { is: "expired", next: "restart", message: "It ran out." },
    ];
    await page.route(/checkout\.statusLive/, (route) => route.abort());
    for (const answer of answers) {
      await page.route(/checkout\.status\?/, (route) =>
        route.fulfill({ json: { result: { data: { ...recap, ...answer } } } }),
      );
      await page.goto("/checkout/return?session_id=cs_test_shown");
      await page.getByText(answer.message).waitFor();
      await check(page);
      await page.unroute(/checkout\.status\?/);
    }
  });
});
