import { expect, test } from "vitest";
import { createTally } from "./create-tally.ts";

test("what was counted is handed over once, and what could not be kept is not lost", async () => {
  const kept: Record<string, number>[] = [];
  let isAway = true;
  const tally = createTally(async (counts) => {
    if (isAway) throw new Error("The database is away.");
    kept.push(Object.fromEntries(counts));
  });
  for (const result of ["created", "reused", "reused", "recovered", "refused"] as const)
    tally.add(result);
  const failed = tally.flush();
  tally.add("race_averted");
  await expect(failed).rejects.toThrow("away");
  isAway = false;
  await tally.flush();
  await tally.flush();
  expect(kept).toEqual([{ reused: 2, race_averted: 1 }]);
});
