import { afterAll, beforeAll, expect, test } from "vitest";
import { planOften } from "../admin/plan-often.ts";
import { type Subscriber, subscribe } from "../world/subscriber.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { newAdmin } from "./new-admin.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const desk = { width: 1440, height: 900 };

/** Stripe has told so much since that all else is older than the first page of the story. */
async function hearMuch({ client }: Subscriber): Promise<void> {
  const { customer } = await client.billing.current.query();
  const now = new Date();
  await stage.world.prisma.webhookEvent.createMany({
    data: Array.from({ length: 120 }, (_, ordinal) => ({
      id: `evt_much${ordinal}`,
      type: "customer.subscription.updated",
      stripeCustomerId: customer?.stripeCustomerId ?? "",
      payload: {},
      createdAt: now,
      processedAt: now,
    })),
  });
}

test("a link to an entry of the log leads there however much has happened since, and on to what is older and later", async () => {
  const customer = await subscribe(stage.world);
  await hearMuch(customer);
  const page = await newAdmin(stage, desk);
  const account = `/admin/accounts/${customer.accountId}`;
  const reached = page.locator("#entry-2[aria-current]:focus");
  const told = page.getByRole("button", { name: /^Told of \d+ things/ });

  await page.goto(`${account}#entry-2`);
  await reached.waitFor();
  await page.getByText("From entry 2 of the log back.").waitFor();
  await page.locator("#entry-1").waitFor();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Show from the latest" }).click();
  await told.first().waitFor();
  expect(await page.locator("#entry-2").count()).toBe(0);

  await page.goto("/admin/audit?by=anybody");
  await page.locator(`a[href="${account}#entry-2"]`).click();
  await reached.waitFor();

  await page.goto(`${account}#entry-999`);
  await page.getByText("The log of this account has no entry 999.").waitFor();
  await told.first().waitFor();
});

test("a link to a plan opens it however many were made since, and says so where there is none", async () => {
  const oldest = await planOften(stage.world, 25);
  const page = await newAdmin(stage, desk);
  await page.goto(`/admin/duplicates?plan=${oldest}`);
  await page.getByRole("heading", { name: "Plan: “Reason 0”" }).waitFor();
  await page.getByRole("link", { name: "Reason 24" }).waitFor();
  await expectAccessible(page);
  await page.goto("/admin/duplicates?plan=plan_nobody");
  await page.getByRole("heading", { name: "There is no such plan" }).waitFor();
});
