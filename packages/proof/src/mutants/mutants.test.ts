import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { allMutants } from "./all-mutants.ts";
import { mutate } from "./apply-mutant.ts";
import { inTable, mutantsTable } from "./mutants-table.ts";

const root = path.resolve(import.meta.dirname, "../../../..");

/** That each of them is noticed is the business of `npm run prove -- --mutants`, which takes minutes. */
describe("mutants of the product", () => {
  it.each(allMutants.map((mutant) => [mutant.name, mutant] as const))(
    "%s: what it replaces is there, once",
    (_, mutant) => {
      const original = readFileSync(path.join(root, mutant.file), "utf8");
      expect(mutant.edits.length).toBeGreaterThan(0);
      expect(mutate(original, mutant)).not.toBe(original);
    },
  );

  it("has a name of its own for each", () => {
    expect(new Set(allMutants.map(({ name }) => name)).size).toBe(allMutants.length);
  });

  it("is in docs/mutants.md, with its place, and nothing else is", () => {
    const page = readFileSync(path.join(root, "docs/mutants.md"), "utf8");
    const told = page.split("\n").filter((line) => line.startsWith("| ") && line.includes("`"));
    expect(told.map((line) => line.split(" | ").slice(0, 3))).toEqual(
      allMutants.map((mutant) => [`| ${mutant.name}`, mutant.guarantee, inTable(mutant)]),
    );
  });

  it("fails loudly where the text is not there, or twice", () => {
    const mutant = { name: "m", file: "f.ts", edits: [["a", "b"]] } as const;
    expect(mutate("xay", mutant)).toBe("xby");
    for (const text of ["xy", "xaya"])
      expect(() => mutate(text, mutant)).toThrow("times, not once");
  });

  it("says of each by what it was noticed, and names survivors", () => {
    const [mutant] = allMutants;
    if (mutant === undefined) throw new Error("There are none.");
    const table = (said: string | null) =>
      mutantsTable([{ mutant, schedules: 12, said, seconds: 1 }]);
    expect(table("G9: it fell")).toContain("| the simulator, schedule 12: G9: it fell |");
    expect(table(null)).toContain("| **nothing** |");
  });
});
