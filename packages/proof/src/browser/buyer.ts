import { randomUUID } from "node:crypto";
import type { FrameLocator, Locator, Page } from "playwright-core";
import type { Stage } from "./stage.ts";

export type Buyer = { page: Page; email: string };

export const cards = {
  good: "4242424242424242",
  alsoGood: "5555555555554444",
  declined: "4000000000000002",
  asksBank: "4000002500003155",
};

/** Somebody signed in, in a browser of their own, without the way through the form. */
export async function newBuyer(
  stage: Stage,
  options?: Parameters<Stage["open"]>[0],
): Promise<Buyer> {
  const page = await stage.open(options);
  const email = `${randomUUID()}@example.com`;
  const answer = await page.request.post("/api/auth/sign-up/email", {
    data: { email, password: "a long password", name: "Pat Person" },
    headers: { origin: stage.world.url },
  });
  if (!answer.ok()) throw new Error(`Sign-up failed: ${answer.status()}`);
  return { page, email };
}

/** The checkout of a price, with its amount on the screen. */
export async function openCheckout(page: Page, search: Record<string, string>): Promise<void> {
  await page.goto(`/checkout?${new URLSearchParams(search)}`);
  await priceSentence(page).filter({ hasText: "Due today" }).waitFor();
}

/** The one sentence that says the price and is announced. */
export const priceSentence = (page: Page): Locator =>
  page
    .getByRole("status")
    .filter({ hasText: /Due today|^$/ })
    .first();

export const continueButton = (page: Page): Locator =>
  page.getByRole("button", { name: "Continue to payment" });

export const codeField = (page: Page): Locator => page.getByLabel("Promotion code");

export async function openCodeField(page: Page): Promise<Locator> {
  await page.getByText("Have a promotion code?").click();
  return codeField(page);
}

export const payForm = (page: Page): FrameLocator => page.frameLocator("iframe");

/** Goes to the pay step and waits until Stripe's form can be filled in. */
export async function goToPay(page: Page): Promise<void> {
  await continueButton(page).click();
  await payFormShown(page);
}

export const payFormShown = (page: Page): Promise<void> =>
  payForm(page).getByLabel("Card number").waitFor();

/** Presses the button that needs no card, on our step and on Stripe's. */
export async function startForNothing(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Start subscription" }).click();
  await payForm(page).getByRole("button", { name: "Start subscription" }).click();
}

export async function payWith(page: Page, card: string): Promise<void> {
  const form = payForm(page);
  await form.getByLabel("Card number").fill(card);
  await form.getByLabel("Expiry date").fill("12/34");
  await form.getByLabel("Security code").fill("123");
  await form.getByLabel("Name on card").fill("Pat Person");
  await form.getByRole("button", { name: /^(Pay|Start)/ }).click();
}

/** What the cardholder answers. */
export const atTheBank = (page: Page, answer: "Complete" | "Fail"): Promise<void> =>
  payForm(page).getByRole("button", { name: answer, disabled: false }).click();

export const activeHeading = (page: Page): Locator =>
  page.getByRole("heading", { name: /is active$/ });

/** What Stripe holds for that address: the outside view that no screen can embellish. */
export async function atStripe(stage: Stage, email: string) {
  const { stripe } = stage.world;
  const customers = await stripe.customers.list({ email });
  const customer = customers.data[0]?.id ?? "cus_none";
  const [subscriptions, open] = await Promise.all([
    stripe.subscriptions.list({ customer, status: "all" }),
    stripe.checkout.sessions.list({ customer, status: "open" }),
  ]);
  const invoices = await stripe.invoices.list({ customer });
  return {
    customers: customers.data.length,
    live: subscriptions.data.filter((one) => one.status === "active").length,
    subscriptions: subscriptions.data.length,
    openSessions: open.data.length,
    open: open.data,
    paid: invoices.data.map((invoice) => invoice.amount_paid),
  };
}
