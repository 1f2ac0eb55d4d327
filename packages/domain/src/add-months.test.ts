import { expect, it } from "vitest";
import { addMonths } from "./add-months.ts";

const day = (text: string): number => Date.parse(`${text}T12:00:00Z`);

it.each([
  ["2026-01-15", 1, "2026-02-15"],
  ["2026-01-31", 1, "2026-02-28"],
  ["2028-01-31", 1, "2028-02-29"],
  ["2026-11-30", 3, "2027-02-28"],
  ["2026-03-31", 12, "2027-03-31"],
])("%s and %i months is %s", (from, months, to) => {
  expect(addMonths(day(from), months)).toBe(day(to));
});
