import { expect, test } from "vitest";
import { textIn, wholeIn } from "./search.ts";

test("a page to return to after signing in is always one of ours", () => {
  expect(textIn({ next: "/billing?tab=1" }, "next", "path")).toBe("/billing?tab=1");
  for (const next of ["https://evil.example", "//evil.example", "/\\evil.example", "billing"])
    expect(textIn({ next }, "next", "path")).toBeUndefined();
});

test("a mangled address is read as if the value were not there", () => {
  expect(textIn({ price: "plus year<script>" }, "price", "id")).toBeUndefined();
  expect(wholeIn({ rev: "-1" }, "rev")).toBeUndefined();
  expect(wholeIn({ rev: "1e99" }, "rev")).toBeUndefined();
  expect(wholeIn({ rev: "12" }, "rev")).toBe(12);
});
