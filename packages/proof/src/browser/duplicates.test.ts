import { afterAll, beforeAll, expect, test } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { type Subscriber, subscribe } from "../world/subscriber.ts";
import { until } from "../world/until.ts";
import { pressBy, typeInto } from "./by-keyboard.ts";
import { expectAccessible, expectAccessibleAtBoth } from "./expect-accessible.ts";
import { newAdmin } from "./new-admin.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let patient: Subscriber;
let other: string;
beforeAll(async () => {
  stage = await openStage();
  const { stripe, prisma } = stage.world;
  patient = await subscribe(stage.world);
  const { accountId, email } = patient;
  ({ id: other } = await stripe.customers.create({ email, metadata: { accountId } }));
  await stripe.customers.createBalanceTransaction(other, { amount: -700, currency: "usd" });
  await until(
    "the nodes have heard of it",
    async () => (await prisma.webhookEvent.count({ where: { processedAt: null } })) === 0,
    { withinMs: 15_000 },
  );
});
afterAll(() => stage.close());

test("an admin plans a repair, reads it, has it carried out and taken back, by keyboard alone", async () => {
  const page = await newAdmin(stage, { width: 1440, height: 900 });
  await page.goto("/admin/duplicates");
  await pressBy(page, page.getByRole("button", { name: "Plan a repair" }));
  const dialog = page.getByRole("dialog");
  await typeInto(page, dialog.getByLabel("Why?"), "Two customers since May");
  await pressBy(page, dialog.getByRole("button", { name: "Plan a repair" }));

  const plan = page.getByRole("region", { name: "Plan: “Two customers since May”" });
  await pressBy(page, plan.getByRole("button", { name: "Compare its customers" }));
  await plan
    .getByText("It has the subscription that lives and is paid.", { exact: true })
    .waitFor();
  await plan.getByText(`Stripe: POST /v1/customers/${other} with metadata`).waitFor();
  const found = page.getByRole("region", { name: "What was found" });
  await found.getByRole("link", { name: "Pat Person" }).waitFor();
  await expectAccessibleAtBoth(page);

  await pressBy(page, plan.getByRole("button", { name: "Carry it out" }));
  await pressBy(page, dialog.getByRole("button", { name: "Carry it out" }));
  await typeInto(page, dialog.getByLabel("Your password"), "a long password");
  await page.keyboard.press("Enter");
  await plan.getByText("It was carried out.").waitFor();
  const customers = await customersOf(stage.world.stripe, patient.accountId);
  expect(customers.find(({ id }) => id !== other)?.balance).toBe(-700);

  await pressBy(page, plan.getByRole("button", { name: "Take it back" }));
  await pressBy(page, dialog.getByRole("button", { name: "Take it back" }));
  await plan.getByText("It was taken back as far as it could be.").waitFor();
  await expectAccessible(page);
});
