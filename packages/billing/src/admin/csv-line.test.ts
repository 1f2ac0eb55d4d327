import { expect, test } from "vitest";
import { csvLine } from "./csv-line.ts";

test("cells are quoted where they must be, and empty where there is nothing", () => {
  expect(csvLine(["Ann", null, -5, 'say "hi"', "a,b", "two\nlines"])).toBe(
    'Ann,,-5,"say ""hi""","a,b","two\nlines"\r\n',
  );
});

test.each(['=HYPERLINK("http://evil.example")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])(
  "%j is no formula any more",
  (cell) => {
    expect(csvLine([cell])).toMatch(/^"?'/);
  },
);
