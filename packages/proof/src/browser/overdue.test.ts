import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { passTime } from "../months/pass-time.ts";
import { settle } from "../months/settle.ts";
import { joinClock } from "../world/join-clock.ts";
import { signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { openStage, type Stage } from "./stage.ts";

const declined = "4000000000009995";

describe("a payment that failed, on the billing page", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  /** Somebody whose renewal was declined, after so many tries, in front of their billing page. */
  async function whoseCardFails({ days }: { days: number }) {
    const { world } = stage;
    const person = await signUp(world.url);
    const { sessionId } = await startReady(person, { priceId: "plus_month_usd" });
    const time = { nowMs: Math.floor(Date.now() / 1_000) * 1_000 };
    const { clock, customerId } = await joinClock(world, person.accountId, time.nowMs);
    await world.control.pay(sessionId);
    await settle(world);
    await world.control.cardsLike(customerId, declined);
    const { data } = await world.stripe.subscriptions.list({ customer: customerId });
    const renewsAtMs = (data[0]?.items.data[0]?.current_period_end ?? 0) * 1_000;
    await passTime({ ...world, time }, [clock], renewsAtMs + days * 86_400_000);
    await settle(world);
    const page = await stage.open({ viewport: { width: 360, height: 780 } });
    const cookies = person.cookie.split("; ").map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return { name, value: value.join("="), url: world.url };
    });
    await page.context().addCookies(cookies);
    await page.goto("/billing");
    return { page, customerId };
  }

  async function looksRight(page: Page): Promise<void> {
    await expectAccessible(page);
    for (const width of [360, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const isWider = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
      expect(isWider, `${width} px`).toBe(false);
    }
  }

  test("it says until when the plan can be used; a second refusal says so; paid, it goes on", async () => {
    const { page, customerId } = await whoseCardFails({ days: 0 });
    await page.getByText("Your last payment did not go through").waitFor();
    await page.getByText("You can use your plan until").waitFor();
    await looksRight(page);
    await page.getByRole("button", { name: "Pay $20.00" }).dblclick();
    await page.getByText("Your card was declined.").waitFor();
    await stage.world.control.cardsLike(customerId, null);
    await page.getByRole("button", { name: "Pay $20.00" }).dblclick();
    await page.getByText("Thank you, the invoice is paid.").waitFor();
  });

  test("given up and left unpaid, it says that the plan is switched off and nothing will be charged", async () => {
    await stage.world.control.collecting({ afterLastRetry: "unpaid" });
    const { page } = await whoseCardFails({ days: 15 });
    await page.getByText("Your plan is switched off until what is owed is paid.").waitFor();
    await page.getByText("None", { exact: true }).waitFor();
    await looksRight(page);
  });
});
