import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorker } from "../reconcile/open-passes.ts";
import { type Cable, layCable } from "../world/cable.ts";
import { hire } from "../world/hire.ts";
import { subscribe } from "../world/subscriber.ts";
import { until } from "../world/until.ts";
import { newAdmin } from "./new-admin.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let cable: Cable;
beforeAll(async () => {
  stage = await openStage();
  cable = await layCable(stage.world.url);
  for (const _ of ["one", "another"]) {
    const { accountId, email } = await subscribe(stage.world);
    await stage.world.stripe.customers.create({ email, metadata: { accountId } });
  }
  await until(
    "the nodes have heard of it",
    async () =>
      (await stage.world.prisma.webhookEvent.count({ where: { processedAt: null } })) === 0,
    { withinMs: 15_000 },
  );
});
afterAll(async () => {
  await cable[Symbol.asyncDispose]();
  await stage.close();
});

/**
 * Of all that the page asks of the server, nothing comes through but one line: what it shows from here on it was told, and
 * neither polled for nor read after a press.
 */
async function leaveOnly(page: Page, line: string): Promise<void> {
  await page.route("**/api/trpc/**", (route) =>
    route.request().url().includes(line) ? route.continue() : route.abort(),
  );
}

/** The page over the cable; whoever is signed in at the server is so there, too. */
async function openOverCable(path: string): Promise<Page> {
  const page = await newAdmin(stage, { width: 1440, height: 900 });
  await page.goto(`${cable.url}${path}`);
  return page;
}

test("a pass is told by its line alone; cut in the middle it is taken up again, and nothing that was told meanwhile is lost", async () => {
  const { databaseUrl, localStripe } = stage.world;
  await using worker = openWorker({ databaseUrl, stripeUrl: localStripe.url });
  await worker.reconciler.passes.begin("a test");
  const page = await openOverCable("/admin/reconciliation");
  const pass = page.getByRole("region", { name: "A pass is running" });
  await pass.getByText("It waits for a node").waitFor();
  await until("the line is open", async () => cable.asked("passes.live") === 1, {
    withinMs: 5_000,
  });
  await leaveOnly(page, "admin.passes.live");
  await worker.step();
  await pass.getByText("2 of about 4 objects compared").waitFor();

  cable.cut();
  while ((await worker.step()).is !== "finished") await new Promise(setImmediate);
  await page.getByText("Accepted by itself: 0. Kept for people: 2.").waitFor();
  expect(cable.asked("passes.live")).toBe(2);
});

test("so is a plan, from its making to its end", async () => {
  const { world } = stage;
  const admin = await hire(world, "admin");
  // Before anything is held: what is held for ten seconds is asked again, and is over before the page is there.
  const page = await openOverCable("/admin/audit");
  const listed = world.door.next(/^GET \/v1\/customers$/, "hold answer");
  const begun = { reason: "Two customers each", refund: "last" } as const;
  const { id: planId } = await admin.client.admin.duplicates.begin.mutate(begun);
  await listed.struck;
  await page.goto(`${cable.url}/admin/duplicates?plan=${planId}`);
  const plan = page.getByRole("region", { name: "Plan: “Two customers each”" });
  await plan.getByText("The plan is being made").waitFor();
  await until("the line is open", async () => cable.asked("duplicates.live") === 1, {
    withinMs: 5_000,
  });
  await leaveOnly(page, "admin.duplicates.live");
  const looked = world.door.next(/^GET \/v1\/customers\/cus_/, "hold answer");
  listed.release();
  await looked.struck;
  await plan.getByText("Accounts looked at: 0 of 2").waitFor();

  cable.cut();
  looked.release();
  await plan.getByText("Findings: 2. Nothing was changed.").waitFor();
  await plan.getByText("Accounts: 2. Steps: 4.").waitFor();
  expect(cable.asked("duplicates.live")).toBe(2);
});
