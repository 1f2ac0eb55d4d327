import path from "node:path";
import type { Page } from "playwright-core";

export const folder = path.join(import.meta.dirname, "../../../../docs/images");

/** Takes a picture of a page. What is long is taken whole, in a window as high as the page: what is outside of a window may not be drawn. */
export async function take(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  const high = await page.evaluate<number>("document.documentElement.scrollHeight");
  const isWhole = name.startsWith("pay");
  if (before && isWhole) await page.setViewportSize({ ...before, height: high });
  await page.evaluate("window.scrollTo(0, 0)");
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  if (before) await page.setViewportSize(before);
}
