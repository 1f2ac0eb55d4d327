import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorker, type Worker } from "../reconcile/open-passes.ts";
import { type Subscriber, subscribe } from "../reconcile/subscriber.ts";
import { pressBy, typeInto } from "./by-keyboard.ts";
import { expectAccessible, expectAccessibleAtBoth } from "./expect-accessible.ts";
import { newAdmin } from "./new-admin.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let worker: Worker;
let deleted: Subscriber;
let twice: Subscriber;
let other: string;
beforeAll(async () => {
  stage = await openStage();
  const { stripe, databaseUrl, localStripe } = stage.world;
  worker = openWorker({ databaseUrl, stripeUrl: localStripe.url });
  await subscribe(stage.world);
  const drifted = await subscribe(stage.world);
  deleted = await subscribe(stage.world);
  twice = await subscribe(stage.world);
  // From here on nobody tells us what happens at Stripe.
  const { data: doors } = await stripe.webhookEndpoints.list();
  for (const { id } of doors) await stripe.webhookEndpoints.del(id);
  await stripe.subscriptions.update(drifted.subscriptionId, { cancel_at_period_end: true });
  await stripe.customers.del(deleted.customerId);
  const { email, accountId } = twice;
  ({ id: other } = await stripe.customers.create({ email, metadata: { accountId } }));
});
afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await stage.close();
});

const desk = { width: 1440, height: 900 };

test("a pass is begun by keyboard with a reason, and told as it goes on", async () => {
  const page = await newAdmin(stage, desk);
  await page.goto("/admin/reconciliation");
  await page.getByRole("heading", { name: "No pass has run yet" }).waitFor();
  await expectAccessible(page);
  await pressBy(page, page.getByRole("button", { name: "Compare all accounts now" }));
  const dialog = page.getByRole("dialog");
  await pressBy(page, dialog.getByRole("button", { name: "Compare all accounts now" }));
  await dialog.getByText("Say why, in a few words.").waitFor();
  await typeInto(page, dialog.getByLabel("Why?"), "Stripe was slow this morning");
  await pressBy(page, dialog.getByRole("button", { name: "Compare all accounts now" }));
  await page.getByText("A pass has begun.").waitFor();
  const pass = page.getByRole("region", { name: "A pass is running" });
  await pass.getByText("It waits for a node").waitFor();
  await expectAccessible(page);

  while ((await worker.step()).is !== "finished") await new Promise(setImmediate);
  await page.getByText("Accepted by itself: 2. Kept for people: 1.").waitFor();
});

test("each difference is in words with what came of it, is filtered by kind in the address, and back leads back", async () => {
  const page = await newAdmin(stage, desk);
  await page.goto("/admin/reconciliation");
  const pass = page.getByRole("region", { name: "Last pass" });
  await pass.getByRole("row", { name: /^Customer cus_\w+ deleted at Stripe$/ }).waitFor();
  await pass.getByRole("row", { name: /^Ends none / }).waitFor();
  await expectAccessibleAtBoth(page);
  await page.setViewportSize(desk);

  await pressBy(page, pass.getByRole("button", { name: "Missing at Stripe 1" }));
  await page.waitForURL(/kind=missing_at_stripe/);
  await pass.getByRole("row", { name: /^Ends none / }).waitFor({ state: "detached" });
  await pass.getByRole("row", { name: /^Customer cus_\w+ deleted at Stripe$/ }).waitFor();
  expect(await pass.getByRole("listitem").count()).toBe(1);
  await pass.getByText("Stripe’s was accepted").waitFor();
  await pressBy(page, pass.getByRole("button", { name: "Raw" }));
  await pass.getByText('"stripes": "deleted"').waitFor();
  await page.goBack();
  await pass.getByRole("row", { name: /^Ends none / }).waitFor();
  await page.goto("/admin/reconciliation?kind=nonsense&kept=7");
  await pass.getByRole("button", { name: "All 3" }).waitFor();
  await pass.getByRole("listitem").nth(2).waitFor();
  expect(await pass.getByRole("listitem").count()).toBe(3);
});

test("what was kept for people says what has to be done; after that it is accepted with a reason, and told by whom", async () => {
  const page = await newAdmin(stage, desk);
  await page.goto("/admin/reconciliation?kept=1");
  const pass = page.getByRole("region", { name: "Last pass" });
  await pass.getByText("Say which customer stays:").waitFor();
  expect(await pass.getByRole("link", { name: "plan a repair" }).getAttribute("href")).toContain(
    "/admin/duplicates",
  );
  const dialog = page.getByRole("dialog");
  await pressBy(page, pass.getByRole("button", { name: /^Look again/ }));
  await typeInto(page, dialog.getByLabel("Why?"), "Is it gone?");
  await pressBy(page, dialog.getByRole("button", { name: "Look again" }));
  await dialog.getByText("What still differs: Customer.").waitFor();
  await expectAccessible(page);

  await stage.world.stripe.customers.del(other);
  await pressBy(page, dialog.getByRole("button", { name: "Look again" }));
  const said = "Look again: Stripe’s was accepted. Nothing of Pat Person differs any more.";
  await page.getByRole("heading", { name: said }).waitFor();
  await page.waitForFunction("document.activeElement?.tagName === 'H2'");
  await pass.getByText("Accepted by people since: 1.").waitFor();
  await pass.getByText("Nothing of this kind.").waitFor();
  await pressBy(page, pass.getByRole("button", { name: "Only those kept for people 0" }));
  await pass.getByText(/^Stripe’s was accepted by .+@.+, /).waitFor();
  await expectAccessibleAtBoth(page);
  await page.setViewportSize(desk);
  await pressBy(page, page.getByRole("link", { name: "See it in the log" }));
  await page.waitForURL(/\/accounts\/acc_\w+.*#/);
  await page.getByText("“Is it gone?”").first().waitFor();
});

test("an earlier pass has an address of its own, what joins says so, and one that failed says why", async () => {
  const page = await newAdmin(stage, desk);
  await worker.reconciler.passes.begin("somebody else");
  await page.goto("/admin/reconciliation");
  await pressBy(page, page.getByRole("button", { name: "Compare all accounts now" }));
  const dialog = page.getByRole("dialog");
  await typeInto(page, dialog.getByLabel("Why?"), "A customer asks");
  await pressBy(page, dialog.getByRole("button", { name: "Compare all accounts now" }));
  await page.getByText("A pass was running already").waitFor();
  const { id } = await worker.pass();
  const why = "Stripe lists 1 of 9 customers: is the key of another Stripe account?";
  const data = { state: "FAILED", note: why };
  await stage.world.prisma.reconciliation.update({ where: { id }, data });
  await page.reload();
  await page.getByText(`The pass failed: ${why}`).waitFor();
  await expectAccessible(page);

  await pressBy(page, page.getByRole("link", { name: /^In sync: 1, Drift: 1/ }));
  await page.waitForURL(/pass=/);
  const earlier = page.getByRole("region", { name: "An earlier pass" });
  await earlier.getByRole("row", { name: /^Ends none / }).waitFor();
  await page.reload();
  await earlier.getByRole("row", { name: /^Ends none / }).waitFor();
  await pressBy(page, page.getByRole("link", { name: "To the latest pass" }));
  await page.getByRole("heading", { name: "The last pass failed" }).waitFor();
  await page.goto("/admin/reconciliation?pass=none");
  await page.getByRole("heading", { name: "There is no such pass" }).waitFor();
  await expectAccessible(page);
});
