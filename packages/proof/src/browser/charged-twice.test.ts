import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asking, previewed, type Subscriber, subscribe } from "../world/subscriber.ts";
import { until } from "../world/until.ts";
import { newBuyer } from "./buyer.ts";
import { pressBy, tabTo, typeInto } from "./by-keyboard.ts";
import { expectAccessible, expectAccessibleAtBoth } from "./expect-accessible.ts";
import { newAdmin } from "./new-admin.ts";
import { screens } from "./screens.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Somebody who bought, and whose second tab upgraded a moment later: two charges on the card within a minute. */
async function chargedTwice(): Promise<Subscriber & { customerId: string }> {
  const subscriber = await subscribe(stage.world);
  const { request } = await previewed(subscriber, "enterprise_month_usd");
  const answer = await subscriber.client.billing.change.mutate(request);
  if (answer.is !== "done") throw new Error("The second tab did not upgrade.");
  const { customer } = await subscriber.client.billing.current.query();
  return { ...subscriber, customerId: customer?.stripeCustomerId ?? "" };
}

/** Stripe dates its events to the second: one that has begun after all that was done before. */
const aSecondOfItsOwn = (): Promise<boolean> => {
  const second = Math.floor(Date.now() / 1000);
  return until("another second", async () => Math.floor(Date.now() / 1000) > second, {
    withinMs: 2_000,
  });
};

/** Stripe has nothing left to tell, and what it told is worked off: a story is now as it stays. */
const allTold = (): Promise<boolean> =>
  until(
    "Stripe has told everything",
    async () => {
      const { data: events } = await stage.world.stripe.events.list({ limit: 100 });
      const waiting = await stage.world.prisma.webhookEvent.count({ where: { processedAt: null } });
      return waiting === 0 && events.every(({ pending_webhooks: left }) => left === 0);
    },
    { withinMs: 15_000 },
  );

const reason = "Says they were charged twice: the upgrade was a second tab";

describe.each(Object.entries(screens))("on a %s, by keyboard alone", (_name, viewport) => {
  test("a customer says they were charged twice: the admin sees the story, ends it, and pays back the right one", async () => {
    const customer = await chargedTwice();
    const page = await newAdmin(stage, viewport);
    await page.goto("/admin");
    await page.getByRole("link", { name: customer.email }).waitFor();
    await expectAccessible(page);

    await page.keyboard.press("/");
    await page.keyboard.insertText(customer.customerId);
    await page.getByRole("heading", { name: "Pat Person", level: 1 }).waitFor();
    await page.getByText("Plan: Plus → Enterprise").first().waitFor();
    const payments = page.getByRole("region", { name: "Invoices and payments" });
    await payments.getByRole("button", { name: "Refund" }).nth(1).waitFor();
    await expectAccessible(page);

    await pressBy(page, payments.getByRole("button", { name: "Refund" }).first());
    const dialog = page.getByRole("dialog");
    const shown = await dialog.getByLabel("Amount").inputValue();
    const [latest] = (await stage.world.stripe.charges.list({ customer: customer.customerId }))
      .data;
    expect(Number(shown)).toBe((latest?.amount ?? 0) / 100);
    await pressBy(page, dialog.getByRole("button", { name: "Refund" }));
    await dialog.getByText("Say why, in a few words.").waitFor();
    await expectAccessible(page);
    await typeInto(page, dialog.getByLabel("Why?"), reason);
    await pressBy(page, dialog.getByRole("button", { name: "Refund" }));
    // It moves money, and the password was given an hour ago.
    await typeInto(page, dialog.getByLabel("Your password"), "not my password");
    await page.keyboard.press("Enter");
    await dialog.getByText("That is not your password.").waitFor();
    await expectAccessible(page);
    await typeInto(page, dialog.getByLabel("Your password"), "a long password");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /is on its way back/ }).waitFor();

    const actions = page.getByRole("region", { name: "Actions" });
    await pressBy(page, actions.getByRole("button", { name: "Cancel now" }));
    await typeInto(page, dialog.getByLabel("Why?"), reason);
    await pressBy(page, dialog.getByRole("button", { name: "Cancel now" }));
    await page.getByRole("heading", { name: "Cancel now: Done." }).waitFor();
    await pressBy(page, page.getByRole("link", { name: "See it in the log" }));
    await page.locator("[aria-current=location]").getByText(reason).waitFor();
    await page.getByText("Asked to pay back").waitFor();
    await pressBy(page, page.getByRole("button", { name: /^Told of \d+ things/ }).first());
    await page.getByText("Told that ").nth(2).waitFor();
    await expectAccessible(page);

    const { data: refunds } = await stage.world.stripe.refunds.list({ charge: latest?.id ?? "" });
    expect(refunds.map(({ amount }) => amount)).toEqual([latest?.amount]);
    await expectEnded(customer);
  });
});

const expectEnding = ({ client }: Subscriber): Promise<boolean> =>
  until(
    "the subscription has ended",
    async () => (await client.billing.current.query()).subscription?.status === "canceled",
    { withinMs: 5_000 },
  );

/** What the customer sees. */
async function expectEnded(customer: Subscriber): Promise<void> {
  const { email } = customer;
  await expectEnding(customer);
  const page = await stage.open();
  const answer = await page.request.post("/api/auth/sign-in/email", {
    data: { email, password: "a long password" },
    headers: { origin: stage.world.url },
  });
  expect(answer.ok()).toBe(true);
  await page.goto("/billing");
  await page.getByText(/^Ended on/).waitFor();
}

test("each id on an account's page can be copied, and leads to what it names at Stripe", async () => {
  const customer = await chargedTwice();
  await allTold();
  const page = await newAdmin(stage, screens.desktop);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/admin/accounts/${customer.accountId}`);
  const payments = page.getByRole("region", { name: "Invoices and payments" });
  await payments
    .getByRole("link", { name: /^View invoice/ })
    .first()
    .waitFor();
  await payments.getByText("Visa ···· 4242").first().waitFor();
  const chapters = page.getByRole("button", { name: /^Told of \d+ things/ });
  while ((await chapters.count()) > 0) await pressBy(page, chapters.first());
  // What somebody asked for names the request; what Stripe does by itself does not.
  const asked = page.getByText("Told that the subscription changed").locator("..");
  await pressBy(page, asked.getByRole("button", { name: "Raw" }).first());
  for (const prefix of ["cus", "sub", "in", "pi", "evt", "req"]) {
    const link = page
      .getByRole("link", { name: new RegExp(`^Open ${prefix}_\\w+ in Stripe$`) })
      .first();
    const id = (await link.getAttribute("href"))?.split("/").at(-1) ?? "";
    const [shown] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
    await shown.getByRole("heading", { level: 1, name: id }).waitFor();
    await shown.close();
  }
  await page.getByRole("button", { name: "Copy the subscription’s id" }).click();
  await page.getByText("Copied").waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(customer.subscriptionId);
  await expectAccessible(page);
});

test("what was opened of a story stays open while Stripe still tells, and what comes is shown without a reload", async () => {
  const { accountId, customerId } = await chargedTwice();
  const note = (text: string) =>
    stage.world.stripe.customers.update(customerId, { metadata: { text } });
  await allTold();
  await aSecondOfItsOwn();
  for (const text of ["one", "two", "three"]) await note(text);
  await allTold();
  const page = await newAdmin(stage, screens.desktop);
  await page.goto(`/admin/accounts/${accountId}`);
  await page.getByRole("button", { name: "Told of 3 things" }).click();
  const chapter = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: "Hide what Stripe told" }) });
  await chapter.getByRole("button", { name: "Raw" }).last().click();
  await chapter.locator("pre").waitFor();

  await note("four");
  await allTold();
  await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
  await chapter.getByRole("listitem").nth(3).waitFor();
  expect(await chapter.locator("pre").count()).toBe(1);
});

test("paid back in parts: each time what is left is proposed, and it is refunded as it was shown", async () => {
  const customer = await subscribe(stage.world);
  const page = await newAdmin(stage, screens.desktop);
  await page.goto(`/admin/accounts/${customer.accountId}`);
  const open = page.getByRole("button", { name: "Refund" }).first();
  const dialog = page.getByRole("dialog");
  await open.click();
  await dialog.getByLabel("Amount").fill("5");
  await dialog.getByLabel("Why?").fill(reason);
  await dialog.getByRole("button", { name: "Refund" }).click();
  await dialog.getByLabel("Your password").fill("a long password");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "$5.00 is on its way back." }).waitFor();
  await page.getByRole("cell", { name: "$5.00" }).waitFor();

  await open.click();
  expect(await dialog.getByLabel("Amount").inputValue()).toBe("15.00");
  await dialog.getByLabel("Amount").fill("3.50");
  await page.keyboard.press("Escape");
  await open.click();
  expect(await dialog.getByLabel("Amount").inputValue()).toBe("15.00");
  await dialog.getByLabel("Why?").fill(reason);
  await dialog.getByRole("button", { name: "Refund" }).click();
  await page.getByRole("heading", { name: "$15.00 is on its way back." }).waitFor();
  await open.waitFor({ state: "detached" });
});

/** The page looks anew, as it does when somebody comes back to its tab. */
const comeBack = (page: Page) =>
  page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");

test("a dialog stays what it was opened as, whatever others do meanwhile, and says what came of it", async () => {
  const customer = await subscribe(stage.world);
  const { cancel, resume } = customer.client.billing;
  await cancel.mutate({ ...asking(customer), when: "period_end" });
  const page = await newAdmin(stage, screens.desktop);
  await page.goto(`/admin/accounts/${customer.accountId}`);
  const actions = page.getByRole("region", { name: "Actions", includeHidden: true });
  const dialog = page.getByRole("dialog");
  await actions.getByRole("button", { name: "Resume" }).click();
  await dialog.getByLabel("Why?").fill(reason);

  await resume.mutate(asking(customer));
  await comeBack(page);
  await page.getByText(/^\$20\.00 on/).waitFor();
  expect(await dialog.getByRole("heading").textContent()).toBe("Resume");
  expect(await dialog.getByLabel("Why?").inputValue()).toBe(reason);
  await dialog.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("heading", { name: /^Resume: It is so already/ }).waitFor();
  await page.getByRole("link", { name: "See it in the log" }).click();
  await page.locator("[aria-current=location]").getByText("Pat Person").waitFor();

  await actions.getByRole("button", { name: "Cancel at period end" }).click();
  await stage.world.stripe.subscriptions.cancel(customer.subscriptionId);
  await expectEnding(customer);
  await comeBack(page);
  await page.getByText("None is coming").waitFor();
  await dialog.getByLabel("Why?").fill(reason);
  await dialog.getByRole("button", { name: "Cancel at period end" }).click();
  await dialog.getByText("no running subscription").waitFor();
  await page.keyboard.press("Escape");
  await actions.waitFor({ state: "detached" });
});

test("signed out in another tab: the press says so, and nothing is asked again and again", async () => {
  const customer = await subscribe(stage.world);
  const page = await newAdmin(stage, screens.desktop);
  await page.goto(`/admin/accounts/${customer.accountId}`);
  await page.getByRole("button", { name: "Cancel now" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why?").fill(reason);
  const refused: string[] = [];
  page.on("response", (answer) => {
    if (answer.status() === 401) refused.push(answer.url());
  });
  const headers = { origin: stage.world.url };
  await page.context().request.post("/api/auth/sign-out", { data: {}, headers });
  await dialog.getByRole("button", { name: "Cancel now" }).click();
  await dialog.getByText("You have been signed out").waitFor();
  await page.waitForLoadState("networkidle");
  expect(await dialog.getByLabel("Why?").inputValue()).toBe(reason);
  await dialog.getByRole("link", { name: "Sign in in another tab" }).waitFor();
  expect(refused.length).toBe(new Set(refused).size);
  expect((await customer.client.billing.current.query()).subscription?.status).toBe("active");
});

test("keys: lines with j and k, help with ?, anywhere with Ctrl K, the search with /, and back again by the browser", async () => {
  await subscribe(stage.world);
  const page = await newAdmin(stage, screens.desktop);
  await page.goto("/admin");
  const lines = page.getByRole("rowheader").getByRole("link");
  await lines.first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  expect(await lines.first().evaluate((line) => line.matches(":focus"))).toBe(true);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("dialog", { name: "Go to" }).waitFor();
  await page.keyboard.type("doubt");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Effects in doubt" }).waitFor();
  await page.goBack();
  await lines.first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("nobody of this name");
  await page.getByRole("heading", { name: "No subscription matches" }).waitFor();
  expect(page.url()).toContain("q=nobody");
  await expectAccessible(page);
  await tabTo(page, page.getByRole("button", { name: "Clear all filters" }));
  await page.keyboard.press("Enter");
  await lines.first().waitFor();
  await page.getByRole("button", { name: "Sort by MRR" }).click();
  await page.waitForURL(/sort=mrr/);
  await page.getByRole("button", { name: /^Active/ }).click();
  await page.waitForURL(/status=active/);
  await page.goBack();
  expect(page.url()).not.toContain("status=active");
  expect(page.url()).toContain("sort=mrr");
});

test("a view is saved under a name, is there after a reload and by Ctrl K, leads back to its filters, and is forgotten", async () => {
  await subscribe(stage.world);
  const page = await newAdmin(stage, screens.desktop);
  await page.goto("/admin?status=active&sort=mrr");
  await page.getByRole("button", { name: "Save this view" }).click();
  await page.getByLabel("Name of the view").fill("Who pays most");
  await page.keyboard.press("Enter");
  const view = page.getByRole("link", { name: "Who pays most" });
  await view.waitFor();

  await page.goto("/admin");
  await view.click();
  await page.waitForURL(/status=active/);
  expect(new URL(page.url()).searchParams.get("sort")).toBe("mrr");
  await expectAccessible(page);

  await page.goto("/admin/audit");
  await page.getByRole("heading", { name: "Audit log", level: 1 }).waitFor();
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("dialog", { name: "Go to" }).waitFor();
  await page.keyboard.type("pays most");
  await page.keyboard.press("Enter");
  await page.waitForURL(/status=active/);
  await page.getByRole("button", { name: "Forget the view Who pays most" }).click();
  await view.waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("button", { name: "Save this view" }).waitFor();
  expect(await view.count()).toBe(0);
});

test.each([
  ["effects", "Effects in doubt", "Nothing is in doubt"],
  ["webhooks", "Webhooks", "customer.subscription.created"],
  ["duplicates", "Duplicates", "Nothing is planned"],
  ["reconciliation", "Reconciliation", "No pass has run yet"],
  ["audit", "Audit log", "By staff"],
  ["dashboard", "Dashboard", "What moved it"],
])("%s: nothing for axe to find, in each width", async (path, heading, shown) => {
  const page = await newAdmin(stage, screens.desktop);
  await page.goto(`/admin/${path}`);
  await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  await page.getByText(shown).first().waitFor();
  await expectAccessibleAtBoth(page);
});

test("a customer who comes to the staff’s pages is told that they are not theirs", async () => {
  const { page } = await newBuyer(stage);
  await page.goto("/admin");
  await page.getByText("You are signed in as somebody who may not see it.").waitFor();
  await expectAccessible(page);
});
