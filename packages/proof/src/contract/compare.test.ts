import { expect, test } from "vitest";
import { compare } from "./compare.ts";
import type { FieldFacts } from "./nullable.ts";

const facts: FieldFacts = { nullable: new Set(["name"]), optional: new Set(), known: new Set() };
const place = { path: "thing", facts, byType: new Map<string, FieldFacts>() };

test("contract: what is as documented matches", () => {
  const documented = { id: "a", name: "x", tags: ["y"], owner: "cus_1", none: null };
  const served = { id: "b", name: null, tags: [], owner: { id: "cus_2" }, none: 3 };
  expect(compare(documented, served, place)).toEqual([]);
});

test("contract: a missing field, a wrong kind and a forbidden null are told with their path", () => {
  const documented = { id: "a", deep: { amount: 1, list: [{ code: "x" }] }, status: "open" };
  const served = { id: null, deep: { list: [{ code: 4 }] }, status: "open" };
  expect(compare(documented, served, place)).toEqual([
    { path: "thing.id", problem: "null, but documented as string and never null" },
    { path: "thing.deep.amount", problem: "missing (documented as number)" },
    { path: "thing.deep.list[].code", problem: "number, but documented as string" },
  ]);
});

test("contract: a hash of another type need not carry the example's part", () => {
  const documented = { type: "card", card: { brand: "visa" } };
  expect(compare(documented, { type: "link", link: {} }, place)).toEqual([]);
  expect(compare(documented, { type: "card" }, place)).toEqual([
    { path: "thing.card", problem: "missing (documented as hash)" },
  ]);
});
