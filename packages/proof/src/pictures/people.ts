import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import {
  activeHeading,
  cards,
  codeField,
  goToPay,
  openCheckout,
  openCodeField,
  payWith,
} from "../browser/buyer.ts";
import { openBilling } from "../browser/holder.ts";

export type Picture = (name: string) => Promise<void>;

/** Somebody new, signed in, in a browser of their own. */
export async function signUp(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0] & { baseURL: string },
  name = "Pat Person",
): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  const answer = await page.request.post("/api/auth/sign-up/email", {
    data: {
      email: `${name.split(" ")[0]?.toLowerCase()}.${randomUUID().slice(0, 4)}@example.com`,
      password: "a long password",
      name,
    },
    headers: { origin: options.baseURL },
  });
  if (!answer.ok()) throw new Error(`Sign-up failed: ${answer.status()}`);
  return page;
}

/** From the plans to the billing page, with a code. */
export async function buy(page: Page, picture: Picture): Promise<void> {
  await page.goto("/plans");
  await page.getByRole("radio", { name: "Yearly" }).check();
  await page.getByText("billed yearly $192").waitFor();
  await picture("plans");
  await openCheckout(page, { price: "plus_year_usd" });
  await openCodeField(page);
  await codeField(page).fill("WELCOME20");
  await page.getByRole("button", { name: "Remove code WELCOME20" }).waitFor();
  await picture("checkout");
  await goToPay(page);
  await picture("pay");
  await payWith(page, cards.good);
  await activeHeading(page).waitFor();
  await picture("active");
  await openBilling(page);
  await picture("billing");
}
