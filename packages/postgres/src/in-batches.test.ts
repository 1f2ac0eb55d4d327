import { expect, test } from "vitest";
import { inBatches } from "./in-batches.ts";

test("what comes while a batch is on its way is the next one, and each hears its own answer", async () => {
  const batches: number[][] = [];
  const store = inBatches(async (items: number[]) => {
    batches.push(items);
    await Promise.resolve();
    return items.map((item) => item % 2 === 1);
  });
  expect(await Promise.all([1, 2, 3, 4].map(store))).toEqual([true, false, true, false]);
  expect(batches).toEqual([[1], [2, 3, 4]]);
  expect(await store(5)).toBe(true);
});

test("an item that cannot be stored fails alone", async () => {
  const store = inBatches(async (items: string[]) => {
    if (items.includes("bad")) throw new Error("cannot be stored");
    return items.map(() => true);
  });
  const outcomes = await Promise.allSettled(["first", "good", "bad", "fine"].map(store));
  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
  expect(await store("afterwards")).toBe(true);
});
