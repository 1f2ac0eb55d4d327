import { expect, it } from "vitest";
import { createStatementNames } from "./statement-names.ts";

it("names each text once, and the same text the same", () => {
  const name = createStatementNames();
  const first = name({ sql: "SELECT $1", args: [1] });
  expect(first).toMatch(/^idem_\d+$/);
  expect(name({ sql: "SELECT $1", args: [2] })).toBe(first);
  expect(name({ sql: "SELECT $1, 1", args: [1] })).not.toBe(first);
});

it("leaves BEGIN and COMMIT alone: without arguments there is nothing to plan", () => {
  expect(createStatementNames()({ sql: "BEGIN", args: [] })).toBe("");
});

it("stops naming when texts do not stop coming, and still knows the early ones", () => {
  const name = createStatementNames();
  const early = name({ sql: "SELECT 0 + $1", args: [1] });
  const names = Array.from({ length: 1_000 }, (_, i) =>
    name({ sql: `SELECT ${i} + $1`, args: [1] }),
  );
  expect(new Set(names.filter((one) => one !== "")).size).toBe(300);
  expect(names.at(-1)).toBe("");
  expect(name({ sql: "SELECT 0 + $1", args: [1] })).toBe(early);
});
