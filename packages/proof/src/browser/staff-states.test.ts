import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runSql } from "../world/run-sql.ts";
import { subscribe } from "../world/subscriber.ts";
import { newBuyer } from "./buyer.ts";
import { tabTo } from "./by-keyboard.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { newAdmin } from "./new-admin.ts";
import { openStage, type Stage } from "./stage.ts";

const desk = { width: 1440, height: 900 };
const phone = { width: 360, height: 740 };

let stage: Stage;
beforeAll(async () => {
  // What fails here fails on purpose.
  stage = await openStage({ seedDemo: true, logLevel: "silent" });
});
afterAll(() => stage.close());

const lines = (page: Page): Locator => page.locator("tbody tr");
const chip = (page: Page, name: string): Locator =>
  page.getByRole("button", { name: new RegExp(`^${name}`) });
const seedButton = (page: Page): Locator => page.getByRole("button", { name: "Seed demo data" });

/** While `look` looks, no answer to such a call arrives. */
async function whileHeld(page: Page, call: RegExp, look: () => Promise<void>): Promise<void> {
  const looked = Promise.withResolvers<void>();
  const goneOn: Promise<void>[] = [];
  await page.route(call, (route) => {
    const going = looked.promise.then(() => route.continue());
    goneOn.push(going);
    return going;
  });
  try {
    await look();
  } finally {
    looked.resolve();
    await Promise.all(goneOn);
    await page.unroute(call);
  }
}

/** A table is not there, so that every question to it fails on the server; afterwards it is again. */
async function withoutTable(table: string, look: () => Promise<void>): Promise<void> {
  const { databaseUrl } = stage.world;
  await runSql(databaseUrl, `ALTER TABLE ${table} RENAME TO ${table}_away`);
  try {
    await look();
  } finally {
    await runSql(databaseUrl, `ALTER TABLE ${table}_away RENAME TO ${table}`);
  }
}

async function saysWhatFailed(page: Page): Promise<void> {
  const alert = page.getByRole("alert").filter({ hasText: "Something went wrong on our side." });
  await alert.first().waitFor();
  await alert.first().getByText("Request id").waitFor();
  await alert.first().getByRole("button", { name: "Copy Request id" }).click();
  await alert.first().getByText("Copied").waitFor();
  const id = await alert.first().locator("code").textContent();
  expect(await page.evaluate<string>("navigator.clipboard.readText()")).toBe(id);
  expect(id).toMatch(/^[\w-]{8,}$/);
  await expectAccessible(page);
}

const letCopy = (page: Page): Promise<void> =>
  page.context().grantPermissions(["clipboard-read", "clipboard-write"]);

describe("the list with nobody in it, and with the demo customers", () => {
  test("whoever may only look is told who can; an admin lets the demo customers buy, and the list is full", async () => {
    const { page: supporter, email } = await newBuyer(stage, { viewport: desk });
    await stage.world.prisma.user.update({ where: { email }, data: { role: "support" } });
    await supporter.goto("/admin");
    await supporter.getByText("An admin can let demo customers buy here.").waitFor();
    expect(await seedButton(supporter).count()).toBe(0);

    const page = await newAdmin(stage, desk);
    await whileHeld(page, /admin\.subscriptions\.list/, async () => {
      await page.goto("/admin");
      await page.locator('[aria-busy="true"]').getByText("Loading…").waitFor({ state: "attached" });
      await expectAccessible(page);
    });
    await page.getByRole("heading", { name: "There are no subscriptions yet" }).waitFor();
    await expectAccessible(page);

    await tabTo(page, seedButton(page));
    await page.keyboard.press("Enter");
    await page.getByText("Demo customers sign up and buy.").waitFor();
    // Sixteen people sign up and buy: as long as that takes on two slow cores.
    await page.getByText("There are 16 demo customers now.").waitFor({ timeout: 60_000 });
    await lines(page).nth(15).waitFor();
    expect(await seedButton(page).count()).toBe(0);
    await chip(page, "Ended").filter({ hasText: "2" }).waitFor();
    await expectAccessible(page);
  });

  test("a filter that leaves nobody: the button to clear it is right there", async () => {
    const page = await newAdmin(stage, desk);
    await page.goto("/admin?coupon=NOBODYHASIT&sort=mrr");
    await page.getByRole("heading", { name: "No subscription matches" }).waitFor();
    await expectAccessible(page);
    await tabTo(page, page.getByRole("button", { name: "Clear the search and filters" }));
    await page.keyboard.press("Enter");
    await lines(page).first().waitFor();
    expect(new URL(page.url()).search).toBe("?sort=mrr");
  });

  test("when the counts come in no chip moves, and each is as long as its list", async () => {
    const page = await newAdmin(stage, desk);
    const boxes = () =>
      page.getByRole("button", { pressed: false }).evaluateAll((chips) =>
        chips.map((one) => {
          const { x, y, width } = one.getBoundingClientRect();
          return { x, y, width };
        }),
      );
    let before: Awaited<ReturnType<typeof boxes>> = [];
    await whileHeld(page, /subscriptions\.facets/, async () => {
      await page.goto("/admin");
      await lines(page).first().waitFor();
      await chip(page, "Enterprise").waitFor();
      before = await boxes();
    });
    await chip(page, "Past due").filter({ hasText: "2" }).waitFor();
    expect(await boxes()).toEqual(before);
    await chip(page, "Past due").click();
    await page.waitForURL(/status=past_due/);
    await lines(page).nth(1).waitFor();
    await chip(page, "Plus").filter({ hasText: "1" }).waitFor();
    // Of its own group it alone: the others do not become empty.
    await chip(page, "Trial").filter({ hasText: "2" }).waitFor();
  });

  test("a changed filter returns to page 1, and back and forward walk through the filters", async () => {
    const page = await newAdmin(stage, desk);
    await page.goto("/admin?sort=mrr&after=2000|acc_x");
    await chip(page, "Active").click();
    await page.waitForURL((url) => url.search === "?status=active&sort=mrr");
    await chip(page, "Plus").click();
    await page.waitForURL(/plan=plus/);
    await page.goBack();
    await page.waitForURL((url) => url.search === "?status=active&sort=mrr");
    expect(await chip(page, "Plus").getAttribute("aria-pressed")).toBe("false");
    await page.goForward();
    await page.waitForURL(/plan=plus/);
    await page.getByRole("button", { name: "Take away: Plus" }).waitFor();
    expect(await chip(page, "Plus").getAttribute("aria-pressed")).toBe("true");
    await page.goBack();
    await page.goBack();
    await page.waitForURL(/after=/);
  });

  test("on a phone, with the filters folded, everything that narrows the list is seen and taken away one by one", async () => {
    const page = await newAdmin(stage, phone);
    await page.goto("/admin?status=active&coupon=SPRING20&from=2020-01-02&until=2099-12-31");
    await page.getByRole("button", { name: "Show filters (4 set)" }).waitFor();
    await lines(page).first().waitFor();
    await expectAccessible(page);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(360);
    const takeAway = (label: string) => page.getByRole("button", { name: `Take away: ${label}` });
    await takeAway("Started from Jan 2, 2020").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.search.includes("from="));
    await takeAway("Started until Dec 31, 2099").and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await takeAway("Code SPRING20").and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await takeAway("Active").and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Show filters", exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe("");
    await page.getByRole("group", { name: "Narrowed to" }).and(page.locator(":focus")).waitFor();
  });
});

describe("what goes wrong on the staff's pages", () => {
  test("the list fails: words, a request id to be copied, and a Retry that works", async () => {
    const page = await newAdmin(stage, desk);
    await letCopy(page);
    await withoutTable("subscription", async () => {
      await page.goto("/admin");
      await saysWhatFailed(page);
    });
    await page.getByRole("button", { name: "Try again" }).click();
    await lines(page).first().waitFor();
  });

  test("without a network a new filter says so, and goes on once there is one", async () => {
    const page = await newAdmin(stage, desk);
    await page.goto("/admin");
    await lines(page).first().waitFor();
    await page.context().setOffline(true);
    await chip(page, "Active").click();
    await page.getByRole("alert").getByText("We can’t reach the server").waitFor();
    await expectAccessible(page);
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await lines(page).first().waitFor();
  });

  test("a customer is told that it is not for them", async () => {
    const { page } = await newBuyer(stage, { viewport: desk });
    await page.goto("/admin");
    await page.getByRole("heading", { name: "This is for the operator’s staff" }).waitFor();
    await page.getByRole("alert").waitFor();
    await expectAccessible(page);
  });

  test("while Stripe does not answer, the list and an account stand with what is known here", async () => {
    const { world } = stage;
    const { email } = await subscribe(world);
    const page = await newAdmin(stage, desk);
    await world.control.faults({ outage: true });
    try {
      await page.goto(`/admin?q=${encodeURIComponent(email)}`);
      await lines(page).getByRole("link").click();
      await page.getByRole("heading", { level: 1, name: "Pat Person" }).waitFor();
      await page.getByText("Active").first().waitFor();
      await expectAccessible(page);
    } finally {
      await world.control.faults({});
    }
  });

  test("the account, the webhooks and the dashboard: a skeleton that says so, and a failure with its id and a Retry", async () => {
    const { accountId } = await subscribe(stage.world);
    const places = [
      { path: `accounts/${accountId}`, call: /customers\.account/, table: "subscription" },
      { path: "webhooks", call: /events\.list/, table: "webhook_event" },
      { path: "dashboard", call: /metrics\.figures/, table: "subscription" },
    ];
    for (const { path, call, table } of places) {
      const page = await newAdmin(stage, desk);
      await letCopy(page);
      await whileHeld(page, call, async () => {
        await page.goto(`/admin/${path}`);
        const busy = page.locator('[aria-busy="true"]').getByText("Loading…").first();
        await busy.waitFor({ state: "attached" });
        await expectAccessible(page);
      });
      await withoutTable(table, async () => {
        await page.reload();
        await saysWhatFailed(page);
      });
      // From the last one on: whatever comes back takes away what stood there, and its place in the count.
      for (const retry of (await page.getByRole("button", { name: "Try again" }).all()).reverse())
        await retry.click();
      await page.getByRole("alert").first().waitFor({ state: "detached" });
      await page.context().close();
    }
  });
});
