import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
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
import { openBrowser } from "../world/chromium.ts";
import { lookAsStaff } from "./look-as-staff.ts";
import { looks } from "./looks.ts";

const folder = path.join(import.meta.dirname, "../../../../docs/images");

/**
 * Takes the pictures of the documentation anew from a product that runs with its demo logins: one purchase in each look.
 * The staff's pages look like a business after `npm run seed:large -- --count 3000`.
 */
async function takePictures(url: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const [look, { options, shown }] of Object.entries(looks)) {
      const page = await signUp(browser, { ...options, baseURL: url, reducedMotion: "reduce" });
      const picture = async (name: string) => {
        if (shown.includes(name)) await take(page, `${name}-${look}`);
      };
      await buy(page, picture);
      await lookAsStaff(page, picture);
      console.log(`${look}: taken`);
    }
  } finally {
    await browser.close();
  }
}

async function signUp(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0] & { baseURL: string },
): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  const answer = await page.request.post("/api/auth/sign-up/email", {
    data: {
      email: `pat.${randomUUID().slice(0, 4)}@example.com`,
      password: "a long password",
      name: "Pat Person",
    },
    headers: { origin: options.baseURL },
  });
  if (!answer.ok()) throw new Error(`Sign-up failed: ${answer.status()}`);
  return page;
}

async function buy(page: Page, picture: (name: string) => Promise<void>): Promise<void> {
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

/** What is long is taken whole, in a window as high as the page: what is outside of a window may not be drawn. */
async function take(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  const high = await page.evaluate<number>("document.documentElement.scrollHeight");
  const isWhole = name.startsWith("pay");
  if (before && isWhole) await page.setViewportSize({ ...before, height: high });
  await page.evaluate("window.scrollTo(0, 0)");
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  if (before) await page.setViewportSize(before);
}

await takePictures(process.argv[2] ?? "http://localhost:3000");
