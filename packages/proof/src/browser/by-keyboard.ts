import type { Locator, Page } from "playwright-core";

/** Far more stops than any page has: who is not reached by then is reached by nobody without a mouse. */
const mostStops = 60;

/** Goes on with the Tab key until that control has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  const hasFocus = async () => (await control.and(page.locator(":focus")).count()) === 1;
  for (let stop = 0; stop < mostStops; stop++) {
    if (await hasFocus()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The Tab key never reached ${control}.`);
}

/** Goes there and presses Enter twice, as quickly as fingers can. */
export async function pressTwice(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
}
