import { expect, test } from "vitest";
import { readPassView, toPassSearch } from "./pass-search.ts";

test("an address leads to a pass, a kind and what was kept, and back to the same address", () => {
  const address = { pass: "0b1c-2", kind: "missing_here", kept: "1" };
  expect(toPassSearch(readPassView(address))).toEqual(address);
});

test("a mangled address is read as if nothing were there", () => {
  const mangled = { pass: "../../etc", kind: "everything", kept: "yes" };
  expect(readPassView(mangled)).toEqual({ pass: null, kind: null, kept: null });
  expect(toPassSearch(readPassView({}))).toEqual({});
});
