import { demoLogins } from "@idem/server";
import type { Page } from "playwright-core";
import type { Picture } from "./people.ts";

/** The staff's pages as the demo's admin sees them: everybody, whoever bought last, and what all of them bring. */
export async function lookAsStaff(page: Page, picture: Picture): Promise<void> {
  await signInAsStaff(page);
  await standTall(page);
  await page.goto("/admin");
  const latest = page.locator("[data-line]").first();
  await latest.waitFor();
  await picture("admin-list");
  await latest.click();
  await page.getByRole("button", { name: "Refund" }).first().waitFor();
  await picture("admin-account");
  await page.goto("/admin/dashboard");
  await page.locator("svg.recharts-surface").nth(3).waitFor();
  await picture("admin-dashboard");
}

export async function signInAsStaff(page: Page): Promise<void> {
  const { email, password } = demoLogins.admin;
  const { origin } = new URL(page.url());
  const answer = await page.request.post("/api/auth/sign-in/email", {
    data: { email, password },
    headers: { origin },
  });
  if (!answer.ok()) throw new Error(`The demo's admin cannot sign in: ${answer.status()}`);
}

/** On a desk these pages are long; a picture of their heads alone would show nothing of what they are for. */
export async function standTall(page: Page): Promise<void> {
  const size = page.viewportSize();
  if (size !== null && size.width > 1_000) await page.setViewportSize({ ...size, height: 1_100 });
}
