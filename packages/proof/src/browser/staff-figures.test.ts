import { afterAll, beforeAll, expect, test } from "vitest";
import { signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { subscribe } from "../world/subscriber.ts";
import { until } from "../world/until.ts";
import { expectAccessible, expectAccessibleAtBoth } from "./expect-accessible.ts";
import { newAdmin } from "./new-admin.ts";
import { screens } from "./screens.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test("an account's page: what the next invoice is made of, how long the discount lasts, and a card that will not do for it", async () => {
  const { control, prisma, url } = stage.world;
  const person = await signUp(url);
  const { sessionId } = await startReady(person, { priceId: "plus_month_usd", code: "SPRING20" });
  await control.pay(sessionId);
  const { accountId } = person;
  await until(
    "the subscription is active",
    () => prisma.subscription.findFirst({ where: { accountId, status: "active" } }),
    { withinMs: 10_000 },
  );
  const page = await newAdmin(stage, screens.desktop);
  await page.goto(`/admin/accounts/${accountId}`);
  await page
    .getByText(/^\$16\.00 on .+Plus, \$20\.00 a month, less \$4\.00 of discount$/)
    .waitFor();
  await page.getByText(/^SPRING20: 20 % until .+ \(in \d+ months\)$/).waitFor();

  const now = new Date();
  const card = { brand: "visa", last4: "4242", expYear: now.getUTCFullYear() };
  const expiring = { ...card, expMonth: now.getUTCMonth() + 1 };
  await prisma.subscription.update({ where: { accountId }, data: { card: expiring } });
  await page.reload();
  await page.getByText("It expires before the next charge.").waitFor();
  const expired = { ...expiring, expYear: card.expYear - 1 };
  await prisma.subscription.update({ where: { accountId }, data: { card: expired } });
  await page.reload();
  await page.getByText("It has expired.").waitFor();
  await expectAccessibleAtBoth(page);
});

test("a gift that is over before anything renews says that it takes nothing off", async () => {
  const { accountId } = await subscribe(stage.world, "plus_year_usd");
  const page = await newAdmin(stage, screens.desktop);
  await page.goto(`/admin/accounts/${accountId}`);
  await page.getByRole("button", { name: "Give for free" }).click();
  const warning = page.getByText(/^Nothing renews before/);
  await warning.waitFor();
  await page.getByLabel("For how many months?").selectOption("12");
  await warning.waitFor({ state: "detached" });
});

test("a name, an address and an id longer than a phone is wide stay on it", async () => {
  const person = await signUp(stage.world.url);
  await startReady(person, { priceId: "plus_month_usd" });
  const { accountId } = person;
  await stage.world.prisma.billingAccount.update({
    where: { id: accountId },
    data: {
      name: "Wolfeschlegelsteinhausenberger".repeat(4),
      email: `${"x".repeat(60)}@${"y".repeat(60)}.example`,
    },
  });
  const page = await newAdmin(stage, screens.phone);
  await page.goto(`/admin/accounts/${accountId}`);
  await page.getByRole("button", { name: "Copy the checkout session’s id" }).waitFor();
  await page.getByText("The checkout could be paid").waitFor();
  const width = await page.evaluate("document.documentElement.scrollWidth");
  expect(width).toBe(screens.phone.width);
});

/** The fifth of a month that is so many months ago. */
function fifth(monthsAgo: number): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo, 5));
}

test("the dashboard: months that add up, with three decimals and with none, each movement and the churn rate in words", async () => {
  const { accountId } = await subscribe(stage.world);
  const movement = (
    seq: number,
    currency: string,
    [kind, amount, mrr]: [string, bigint, bigint],
  ) => ({
    ...{ accountId, seq, currency, kind, amount, mrr },
    at: fifth(3 - (seq % 10)),
  });
  await stage.world.prisma.mrrMovement.createMany({
    data: [
      movement(101, "kwd", ["new", 1_234_567n, 1_234_567n]),
      movement(102, "kwd", ["contraction", 234_567n, 1_000_000n]),
      movement(101, "jpy", ["new", 3_000n, 3_000n]),
      movement(102, "jpy", ["churn", 3_000n, 0n]),
    ],
  });
  const page = await newAdmin(stage, screens.phone);
  await page.goto("/admin/dashboard");
  await page.getByText("KWD", { exact: true }).click();
  await page.getByText("As a table: Monthly recurring revenue").click();
  const rows = page.getByRole("table", { name: "Monthly recurring revenue" }).getByRole("row");
  const cells = async (nth: number) =>
    (await rows.nth(nth).getByRole("cell").allTextContents()).map((text) =>
      text.replaceAll("\u00a0", " "),
    );
  expect(await cells(2)).toEqual([
    "StartingKWD 1,234.567",
    "New–",
    "Expansion–",
    "Reactivation–",
    "Contraction−KWD 234.567",
    "Churn–",
    "EndingKWD 1,000.000",
    "Churn rate0%",
  ]);
  await page.getByText("JPY", { exact: true }).click();
  expect((await cells(2)).at(-1)).toBe("Churn rate100%");
  expect((await cells(2))[0]).toBe("Starting¥3,000");
  // What was looked at is in the address: it can be sent to somebody, and one comes back to it.
  await page.reload();
  await page.getByText("As a table: Monthly recurring revenue").click();
  expect((await cells(2))[0]).toBe("Starting¥3,000");
  await page.goBack();
  expect((await cells(2))[0]).toBe("StartingKWD 1,234.567");
  await page.getByText("a month’s churn as a share of what it started with.").waitFor();
  const width = await page.evaluate("document.documentElement.scrollWidth");
  expect(width).toBe(screens.phone.width);
  await expectAccessible(page);
});
