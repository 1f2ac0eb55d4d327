import type { Locator, Page } from "playwright-core";

/** More stops than any of our pages has. */
const mostStops = 150;

/** Goes to a control as somebody without a mouse does, with Tab, and fails where that leads nowhere. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  // Looked up once and not at each stop, which on a long page takes longer than the stop; and again where it was drawn anew.
  let element = await control.elementHandle();
  for (let stop = 0; stop < mostStops; stop++) {
    const is = await element?.evaluate((one) => (one.isConnected ? one.matches(":focus") : "gone"));
    if (is === true) return;
    if (is === "gone") element = await control.elementHandle();
    else await page.keyboard.press("Tab");
  }
  throw new Error(`${mostStops} stops, and none of them was ${control}.`);
}

/** Goes there and presses Enter. */
export async function pressBy(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press("Enter");
}

/** Goes there and types, over what was there. */
export async function typeInto(page: Page, control: Locator, text: string): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** Goes there and presses Enter twice, as quickly as fingers can. */
export async function pressTwice(page: Page, control: Locator): Promise<void> {
  await pressBy(page, control);
  await page.keyboard.press("Enter");
}
