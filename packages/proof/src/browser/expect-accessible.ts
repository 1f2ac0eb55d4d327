import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Axe finds nothing on the page as it is, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(untilColoursRest);
    const { violations } = await new AxeBuilder({ page })
      .withTags(tags)
      // The provider's frame is a document of its own and has a main landmark of its own, rightly.
      .disableRules(["landmark-unique"])
      .analyze();
    const found = violations.map(
      ({ id, nodes }) => `${colorScheme}, ${id}: ${nodes.map(({ html }) => html).join(" | ")}`,
    );
    expect(found).toEqual([]);
  }
}

/** A colour on its way from one scheme to the other is neither. */
const untilColoursRest = `Promise.all(
  document.getAnimations()
    .filter((one) => one instanceof CSSTransition)
    .map((one) => one.finished.catch(() => null)),
)`;

/** The same on a phone and on a desk; nothing may stick out to the side of the phone. */
export async function expectAccessibleAtBoth(page: Page): Promise<void> {
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await expectAccessible(page);
    const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
    expect({ width, fits: wide <= width }).toEqual({ width, fits: true });
  }
}
