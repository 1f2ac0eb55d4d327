import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signUp } from "../world/sign-up.ts";
import {
  atStripe,
  codeField,
  continueButton,
  newBuyer,
  openCheckout,
  openCodeField,
  payFormShown,
  priceSentence,
} from "./buyer.ts";
import { openStage, type Stage } from "./stage.ts";

describe("G9: the promotion code", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  /** The codes asked about from now on, in order. */
  function asked(page: Page): string[] {
    const codes: string[] = [];
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (!url.pathname.includes("checkout.quote")) return;
      codes.push(/"code":(?:"([^"]*)"|null)/.exec(url.searchParams.get("input") ?? "")?.[1] ?? "");
    });
    return codes;
  }

  /** Somebody else buys with the code first. */
  async function useUp(code: string): Promise<void> {
    const { client } = await signUp(stage.world.url);
    const started = await client.checkout.start.mutate({
      priceId: "plus_month_usd",
      code,
      attempt: "somebody-else",
      revision: 0,
      ui: "hosted",
    });
    if (started.is === "ready") await stage.world.control.pay(started.sessionId);
  }

  test("twenty edits in half a second are at most two questions, and the last one wins", async () => {
    const { page, email } = await newBuyer(stage);
    await openCheckout(page, { price: "plus_month_usd" });
    const field = await openCodeField(page);
    const codes = asked(page);
    for (let edit = 1; edit <= 19; edit++) await field.fill(`WELCOME${edit}`);
    await field.fill("SPRING20");
    await priceSentence(page)
      .filter({
        hasText: "SPRING20 applied. Due today $16.00, then $20.00 a month after 3 months.",
      })
      .waitFor();
    expect(codes.length).toBeLessThanOrEqual(2);
    expect(codes.at(-1)).toBe("SPRING20");
    await continueButton(page).click();
    await payFormShown(page);
    const { open, customers } = await atStripe(stage, email);
    expect(customers).toBe(1);
    expect(open.map((session) => session.amount_total)).toEqual([1_600]);
  });

  test("each rejection says its reason, keeps what was typed, and is never charged at full price", async () => {
    const { promotionCodes } = stage.world.stripe;
    const over = await promotionCodes.list({ code: "EXPIRED10" });
    await promotionCodes.update(over.data[0]?.id ?? "", { active: false });
    await useUp("ONCE30");
    const { page, email } = await newBuyer(stage);
    await openCheckout(page, { price: "starter_month_usd" });
    const field = await openCodeField(page);
    for (const [code, reason] of [
      ["NOSUCHCODE", "We don’t know the code NOSUCHCODE"],
      ["EXPIRED10", "EXPIRED10 is no longer valid"],
      ["PLUSONLY", "PLUSONLY is not for the Starter plan"],
      ["ONCE30", "ONCE30 has been used up"],
      ["MIN100", "MIN100 needs an order of at least $100.00"],
    ] as const) {
      await field.fill(code);
      await field.press("Enter");
      await page.getByText(reason).waitFor();
      expect(await field.inputValue()).toBe(code);
      expect(await field.getAttribute("aria-invalid")).toBe("true");
    }
    await continueButton(page).click();
    await page.locator("input[name=promotion-code]:focus").waitFor();
    expect(await atStripe(stage, email)).toMatchObject({ customers: 0 });
    await page.getByRole("button", { name: "Go on without a code" }).click();
    await priceSentence(page).filter({ hasText: "Due today $8.00" }).waitFor();
  });

  test("while a code is checked the last price stays, and the request about a former code is aborted", async () => {
    const { page } = await newBuyer(stage);
    await openCheckout(page, { price: "plus_month_usd", promo: "SPRING20" });
    const held = Promise.withResolvers<void>();
    await page.route(/checkout\.quote.*TENOFF/, async (route) => {
      await held.promise;
      await route.continue().catch(() => undefined);
    });
    const field = codeField(page);
    await field.fill("TENOFF");
    await field.press("Enter");
    await page.getByText("Checking…").waitFor();
    expect(await priceSentence(page).textContent()).toContain("Due today $16.00");
    const aborted = page.waitForEvent("requestfailed", (request) =>
      request.url().includes("TENOFF"),
    );
    await field.fill("WELCOME20");
    await field.press("Enter");
    await aborted;
    await priceSentence(page).filter({ hasText: "WELCOME20 applied" }).waitFor();
    held.resolve();
    await page.getByRole("button", { name: "Remove code WELCOME20" }).click();
    await priceSentence(page).filter({ hasText: "Due today $20.00" }).waitFor();
    expect(await field.inputValue()).toBe("");
  });

  test("a pasted code is checked at once, in any case and with spaces around it", async () => {
    const { page } = await newBuyer(stage, { permissions: ["clipboard-read", "clipboard-write"] });
    await openCheckout(page, { price: "plus_month_usd" });
    const field = await openCodeField(page);
    await page.evaluate("navigator.clipboard.writeText('  spring20 ')");
    await field.focus();
    await page.keyboard.press("Control+V");
    await priceSentence(page).filter({ hasText: "SPRING20 applied" }).waitFor();
    expect(new URL(page.url()).searchParams.get("promo")).toBe("SPRING20");
  });
});
