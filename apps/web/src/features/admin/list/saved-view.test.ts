import { beforeEach, expect, test, vi } from "vitest";
import { keepSavedViews, readSavedViews } from "./saved-view.ts";

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  return () => vi.unstubAllGlobals();
});

const views = [
  { name: "Past due in Europe", search: { status: "past_due", sort: "mrr" } },
  { name: "Ada", search: { q: "ada" } },
];

test("what is kept is read again, in the same order", () => {
  expect(readSavedViews()).toEqual([]);
  keepSavedViews(views);
  expect(readSavedViews()).toEqual(views);
});

test.each([
  ["no JSON", "{"],
  ["something else", '{"name":"Ada"}'],
  ["a view without a name", '[{"name":"","search":{}}]'],
  ["a view that leads nowhere", '[{"name":"Ada"}]'],
])("%s in this browser is no view, and breaks no page", (_what, text) => {
  keepSavedViews(views);
  for (const key of kept.keys()) kept.set(key, text);
  expect(readSavedViews()).toEqual([]);
});

test("a browser that refuses to keep anything has no views", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new Error("Access is denied.");
    },
  });
  expect(readSavedViews()).toEqual([]);
});
