import path from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { onTestFailed } from "vitest";
import { openBrowser } from "../world/chromium.ts";
import { startWorld, type World, type WorldOptions } from "../world/start-world.ts";

/** The built web app, as `npm test` builds it before anything runs. */
const webRoot = path.join(import.meta.dirname, "../../../../apps/web/dist");

/** The whole product with a real browser in front of it. */
export type Stage = {
  world: World;
  /** A browser window of somebody new, with cookies of its own. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** Ends everything; fails if any page threw or logged an error meanwhile. */
  close(): Promise<void>;
};

export async function openStage(overrides: WorldOptions["overrides"] = {}): Promise<Stage> {
  const world = await startWorld({ overrides: { webRoot, ...overrides } });
  const browser: Browser = await openBrowser();
  const complaints: string[] = [];
  return {
    world,
    open: async (options) => {
      const context = await browser.newContext({
        baseURL: world.url,
        locale: "en-US",
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      // Only how long a test waits for what never comes: three browsers may share two slow cores.
      context.setDefaultTimeout(20_000);
      context.on("page", (page) => watch(page, complaints));
      onTestFailed(() => tell(context));
      return context.newPage();
    },
    close: async () => {
      await browser.close();
      await world.close();
      if (complaints.length > 0) throw new Error(`Pages complained:\n${complaints.join("\n")}`);
    },
  };
}

/** What the pages of a failed test said in the end: a screen that was waited for in vain explains nothing. */
async function tell(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) {
    const text = await page.locator("body").ariaSnapshot();
    console.error(`${page.url()} says:\n${text}\n`);
  }
}

/** A request that a test cuts or that is refused on purpose is logged by the browser itself; all else is a defect. */
function watch(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(`${error.name}: ${error.message}`));
  page.on("console", (message) => {
    const isExpected = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !isExpected) complaints.push(message.text());
  });
}
