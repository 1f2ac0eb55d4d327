import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { payBeside } from "../world/pay-beside.ts";
import { type Subscriber, subscribe } from "../world/subscriber.ts";
import { pressBy, pressTwice, typeInto } from "./by-keyboard.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { newAdmin } from "./new-admin.ts";
import { screens } from "./screens.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const reason = "Says they were charged twice: a second customer at Stripe since before Idem";

describe.each(Object.entries(screens))("on a %s, by keyboard alone", (_name, viewport) => {
  test("two customers of one account pay: the admin pastes the second, sees both charges, ends and pays back the right one", async () => {
    const { stripe, prisma } = stage.world;
    const customer = await subscribe(stage.world);
    const beside = await payBeside(stage.world, customer);
    const { customer: row } = await customer.client.billing.current.query();
    const ownId = row?.stripeCustomerId ?? "";
    const page = await newAdmin(stage, viewport);
    await page.goto("/admin");
    await page.getByRole("link", { name: customer.email }).waitFor();

    await page.keyboard.press("/");
    await page.keyboard.insertText(beside.customerId);
    await page.getByRole("heading", { name: "Pat Person", level: 1 }).waitFor();
    const others = page.getByRole("region", {
      name: "This account has a second customer at Stripe",
    });
    await others.getByText(beside.customerId, { exact: true }).waitFor();
    await others.getByText("Plus, Active").waitFor();
    const payments = page.getByRole("region", { name: "Invoices and payments" });
    const paidBy = (id: string) => payments.getByRole("row").filter({ hasText: `Of ${id}` });
    await paidBy(ownId).getByRole("button", { name: "Refund" }).waitFor();
    await paidBy(beside.customerId).getByRole("button", { name: "Refund" }).waitFor();
    const told = page.getByRole("listitem").filter({ hasText: `Of ${beside.customerId}` });
    await told
      .getByRole("button", { name: /^Told of \d+ things/ })
      .first()
      .waitFor();
    await expectAccessible(page);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(
      viewport.width,
    );

    const dialog = page.getByRole("dialog");
    await pressBy(page, others.getByRole("button", { name: "Cancel this one now" }));
    await dialog.getByText(beside.subscriptionId).waitFor();
    await typeInto(page, dialog.getByLabel("Why?"), reason);
    await expectAccessible(page);
    await pressTwice(page, dialog.getByRole("button", { name: "Cancel this one now" }));
    await page.getByRole("heading", { name: "Cancel this one now: Done." }).waitFor();
    await others.getByText("nothing charges there any more").waitFor();

    await pressBy(page, paidBy(beside.customerId).getByRole("button", { name: "Refund" }));
    await typeInto(page, dialog.getByLabel("Why?"), reason);
    await pressBy(page, dialog.getByRole("button", { name: "Refund" }));
    await typeInto(page, dialog.getByLabel("Your password"), "a long password");
    await pressTwice(page, dialog.getByRole("button", { name: "Confirm with password" }));
    await page.getByRole("heading", { name: /is on its way back/ }).waitFor();
    await pressBy(page, page.getByRole("link", { name: "See it in the log" }));
    await page.locator("[aria-current=location]").getByText(reason).waitFor();
    await page.getByText("Asked to end a subscription of their other customer at Stripe").waitFor();
    await expectAccessible(page);

    const { data: charges } = await stripe.charges.list();
    const refunded = (id: string) =>
      charges.filter((one) => one.customer === id).map((one) => one.amount_refunded);
    expect(refunded(beside.customerId)).toEqual([beside.paid]);
    expect(refunded(ownId)).toEqual([0]);
    expect((await stripe.subscriptions.retrieve(beside.subscriptionId)).status).toBe("canceled");
    expect((await stripe.subscriptions.retrieve(customer.subscriptionId)).status).toBe("active");
    const { accountId } = customer;
    const asked = await prisma.effect.findMany({
      where: { accountId, kind: { in: ["subscription.cancel", "refund.create"] } },
      select: { kind: true },
    });
    expect(asked.map(({ kind }) => kind).sort()).toEqual(["refund.create", "subscription.cancel"]);
    await expectGoesOn(customer);
  });
});

/** What the customer sees: what they have, which renews. */
async function expectGoesOn({ email, subscriptionId, client }: Subscriber): Promise<void> {
  const { subscription } = await client.billing.current.query();
  expect(subscription).toMatchObject({
    stripeSubscriptionId: subscriptionId,
    status: "active",
    cancelAt: null,
  });
  const page = await stage.open();
  const answer = await page.request.post("/api/auth/sign-in/email", {
    data: { email, password: "a long password" },
    headers: { origin: stage.world.url },
  });
  expect(answer.ok()).toBe(true);
  await page.goto("/billing");
  await page.getByText(/^\$20\.00 on /).waitFor();
  expect(await page.getByText(/^Ended on/).count()).toBe(0);
}
