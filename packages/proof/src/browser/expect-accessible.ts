import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { until } from "../world/until.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Axe finds nothing on the page as it is, in light and in dark: of which only the colours are different. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectAccessibleIn(page, ["light", "dark"]);
}

async function expectAccessibleIn(page: Page, schemes: readonly ("light" | "dark")[]) {
  const everything = openAxe(page)
    .withTags(tags)
    // The provider's frame is a document of its own and has a main landmark of its own, rightly.
    .disableRules(["landmark-unique"]);
  const colours = openAxe(page).withRules(["color-contrast", "link-in-text-block"]);
  for (const colorScheme of schemes) {
    const axe = colorScheme === "light" ? everything : colours;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await until("colours are at rest", () => page.evaluate<boolean>(coloursRest), {
      withinMs: 10_000,
    });
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${colorScheme}, ${id}: ${nodes.map(({ html }) => html).join(" | ")}`,
    );
    expect(found).toEqual([]);
  }
}

/** Frames of others need a second page to be judged in, behind which the first one would not be drawn meanwhile. */
const openAxe = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode(page.frames().length === 1);

/** A colour on its way from one scheme to the other is neither. */
const coloursRest = `document.getAnimations()
  .every((one) => !(one instanceof CSSTransition) || one.playState !== "running")`;

/** The same on a phone and on a desk, whose colours are the same; nothing may stick out to the side of the phone. */
export async function expectAccessibleAtBoth(page: Page): Promise<void> {
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await expectAccessibleIn(page, width === 360 ? ["light"] : ["light", "dark"]);
    const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
    expect({ width, fits: wide <= width }).toEqual({ width, fits: true });
  }
}
