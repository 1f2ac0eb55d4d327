import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asking, type Subscriber, subscribe } from "../world/subscriber.ts";
import { tamper } from "../world/tamper.ts";
import { pressBy, tabTo } from "./by-keyboard.ts";
import { expectAccessibleAtBoth } from "./expect-accessible.ts";
import { newAdmin } from "./new-admin.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let customer: Subscriber;
beforeAll(async () => {
  stage = await openStage();
  customer = await subscribe(stage.world);
});
afterAll(() => stage.close());

const desk = { width: 1440, height: 900 };
const named = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name });

/** Opens the dialog and gives a reason, without a mouse; once the empty reason was refused beside its field. */
async function giveReason(page: Page, button: string, reason: string): Promise<Locator> {
  await pressBy(page, named(page, button));
  const dialog = page.getByRole("dialog", { name: button });
  const go = dialog.locator("button[type=submit]");
  await pressBy(page, go);
  await dialog.getByText("Say why, in a few words.").waitFor();
  const field = dialog.getByRole("textbox", { name: "Why?" });
  expect(await field.evaluate((one) => one.matches(":focus"))).toBe(true);
  await expectAccessibleAtBoth(page);
  await tabTo(page, field);
  await page.keyboard.type(reason);
  return go;
}

test("Resync asks why, says that nothing changes at Stripe, and leads to its line of the story, with whose request it was", async () => {
  const page = await newAdmin(stage, desk);
  await page.goto(`/admin/accounts/${customer.accountId}`);
  await page.getByText(/^As Stripe had it \d+ (seconds?|minutes?) ago$/).waitFor();
  const go = await giveReason(page, "Resync with Stripe", "they say that it is paid");
  await page.getByText("Nothing changes at Stripe.").waitFor();
  await pressBy(page, go);
  const done = page.getByRole("heading", {
    name: "Resync with Stripe: Our rows say what Stripe says.",
  });
  await done.waitFor();
  expect(await done.evaluate((one) => one.matches(":focus"))).toBe(true);
  await pressBy(page, page.getByRole("link", { name: "See it in the log" }));
  const line = page.locator("li[aria-current]:focus");
  await line.getByText("Asked to compare the account with Stripe").waitFor();
  await line.getByText("“they say that it is paid”").waitFor();

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const { requestId } = await stage.world.prisma.auditEvent.findFirstOrThrow({
    where: { accountId: customer.accountId, action: "account.resync_asked" },
  });
  await pressBy(page, named(page, `Copy Request ${requestId}`).first());
  expect(await page.evaluate<string>("navigator.clipboard.readText()")).toBe(requestId);
  await expectAccessibleAtBoth(page);
});

test("while Stripe is silent, the page says as of when it speaks, and a resync keeps what was typed and is told once", async () => {
  const page = await newAdmin(stage, desk);
  await stage.world.control.faults({ outage: true });
  await page.goto(`/admin/accounts/${customer.accountId}`);
  await page.getByText(/is from our own rows, as of \d+:\d\d/).waitFor();
  const go = await giveReason(page, "Resync with Stripe", "is Stripe back?");
  await pressBy(page, go);
  await page.getByText("Nothing has changed; that you asked is in the log.").waitFor();
  await stage.world.control.faults({});
  await pressBy(page, go);
  await page.getByRole("link", { name: "See it in the log" }).waitFor();
  const where = { accountId: customer.accountId, reason: "is Stripe back?" };
  expect(await stage.world.prisma.auditEvent.count({ where })).toBe(1);
});

test("an effect in doubt is reconciled with a reason, and the notice leads to the line in the account’s story", async () => {
  const other = await subscribe(stage.world);
  const lost = stage.world.door.next(/^DELETE \/v1\/subscriptions\//, "lose answer");
  await other.client.billing.cancel.mutate({ ...asking(other), when: "now" });
  await stage.world.control.faults({ outage: true });
  lost.release();
  const page = await newAdmin(stage, desk);
  await page.goto("/admin/effects");
  const button = "Reconcile: End a subscription at Stripe";
  const go = await giveReason(page, button, "they still wait");
  await pressBy(page, go);
  await page
    .getByText(/^Still unknown: .* That you asked is in the log of the account\.$/)
    .waitFor();
  await stage.world.control.faults({});
  await pressBy(page, go);
  await page.getByRole("heading", { name: /: Its outcome is known now\.$/ }).waitFor();
  await pressBy(page, page.getByRole("link", { name: "See it in the log" }));
  await page.waitForURL(`**/admin/accounts/${other.accountId}#entry-*`);
  const line = page.locator("li[aria-current]:focus");
  await line
    .getByText("Asked what came of an effect in doubt: End a subscription at Stripe")
    .waitFor();
  await line.getByText("“they still wait”").waitFor();
});

const failedEvent = async (id: string) => {
  const at = new Date();
  const told = { type: "customer.subscription.updated", payload: {}, createdAt: at, failedAt: at };
  await stage.world.prisma.webhookEvent.create({ data: { id, ...told } });
};

test("one event and all that failed are replayed with a reason; each leads to its line of the audit log, however much was done since", async () => {
  await failedEvent("evt_one");
  const page = await newAdmin(stage, desk);
  await page.goto("/admin/webhooks");
  const one = await giveReason(page, "Replay event evt_one", "the node was out of memory");
  await page.getByText("Nothing that was done is done twice.").first().waitFor();
  await pressBy(page, one);
  await page.getByRole("heading", { name: "Replay: 1 event is due again." }).waitFor();
  await pressBy(page, page.getByRole("link", { name: "See it in the log" }));
  const line = page.locator("li[aria-current]:focus");
  await line.getByText("Replayed events").waitFor();
  await line.getByText("“the node was out of memory”").waitFor();
  await line.getByRole("button", { name: /^Copy Request / }).waitFor();
  await page.getByText(/^What is shown here is what was written/).waitFor();
  await expectAccessibleAtBoth(page);
  const address = page.url();

  await failedEvent("evt_two");
  await failedEvent("evt_three");
  await page.goto("/admin/webhooks");
  const all = await giveReason(page, "Replay all that failed", "it is mended");
  await pressBy(page, all);
  await page.getByRole("heading", { name: /: 2 events are due again\.$/ }).waitFor();

  // Sixty later ones: a page of the log is fifty.
  const { userId } = await stage.world.prisma.staffDeed.findFirstOrThrow();
  for (let later = 0; later < 60; later++)
    await stage.world.prisma.$executeRaw`
      INSERT INTO staff_deed (id, user_id, request_id, action, details)
      VALUES (${`later-${later}`}, ${userId}, 'request', 'subscriptions.exported', '{}')`;
  await page.goto("about:blank");
  await page.goto(address);
  await page.getByText("From the deed that the link names back.").waitFor();
  await line.getByText("“the node was out of memory”").waitFor();
  await pressBy(page, page.getByRole("link", { name: "Show from the latest" }));
  await page.getByText("Downloaded the list").first().waitFor();
  await page.goto("/admin/audit#deed-nobody");
  await page.getByText("The log has no such deed; here is the latest.").waitFor();
});

test("a deed and an account’s line that were changed are shown where the log is read, and lead there", async () => {
  const { databaseUrl } = stage.world;
  const page = await newAdmin(stage, desk);
  const where = "reason = 'they say that it is paid'";
  await tamper(databaseUrl, `UPDATE audit_event SET reason = 'nothing' WHERE ${where}`);
  await tamper(
    databaseUrl,
    "UPDATE staff_deed SET details = '{}' WHERE action = 'events.replayed'",
  );
  await page.goto("/admin/audit");
  await page.getByText("Downloaded the list").first().waitFor();
  await pressBy(page, named(page, "Show earlier"));
  await page.getByRole("heading", { name: "The audit log was tampered with" }).waitFor();
  await page.getByText("Entry 1 of what staff did about no single account").waitFor();
  const marked = page.locator("li", { hasText: "This is not what was written" });
  await marked.getByText("“the node was out of memory”").waitFor();
  expect(await marked.count()).toBe(2);
  await expectAccessibleAtBoth(page);
  await pressBy(page, page.getByRole("link", { name: /^Entry \d+ of the log of / }));
  await page.getByText("The audit log of this account was tampered with").waitFor();
});
