import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findViolations } from "./find-violations.mjs";
import { core } from "./rules.mjs";

let root = "";

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "idem-walls-"));
  for (const file of core.files) plant(file, "export {};\n");
});

afterEach(() => rmSync(root, { recursive: true }));

function plant(file, text) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

test("a repository that keeps the rules is clean", () => {
  plant(
    "packages/domain/src/day.ts",
    "// Date.now() is not for us\nexport const day = new Date(0);\n",
  );
  plant("packages/postgres/src/transition.ts", "prisma.$transaction(work);\n");
  plant("packages/api/src/trpc.ts", "throw new TRPCError();\n");
  plant("apps/server/src/env.ts", "process.env;\n");
  expect(findViolations(root)).toEqual([]);
});

test.each([
  ["packages/domain/src/a.ts", "const now = Date.now();", "no clock"],
  ["packages/billing/src/a.ts", "const now = new Date();", "no clock"],
  ["packages/billing/src/a.ts", "const id = Math.random();", "no randomness"],
  ["packages/billing/src/a.ts", 'import { randomUUID } from "node:crypto";', "no randomness"],
  ["packages/postgres/src/a.ts", "await prisma.$transaction([]);", "one place"],
  ["apps/server/src/a.ts", "throw new TRPCError({});", "packages/api"],
  ["packages/domain/src/a.test.ts", 'test.skip("x", () => {});', "runs, always"],
  ["packages/proof/src/a.test.ts", 'describe.only("x", () => {});', "runs, always"],
  ["packages/proof/src/a.test.ts", 'test.concurrent.todo("x");', "runs, always"],
  ["packages/stripe/src/a.ts", "const x = y as any;", "parse"],
  ["packages/stripe/src/a.ts", "// @ts-ignore", "hole in the wall"],
  ["packages/stripe/src/a.ts", "// TODO later", "Unfinished"],
  ["packages/stripe/src/utils.ts", "export {};", "names no idea"],
  ["packages/stripe/src/checkout-service.ts", "export {};", "names no idea"],
  ["packages/stripe/src/helpers/a.ts", "export {};", "names no idea"],
])("%s: %s is a sentence with its place", (file, text, sentence) => {
  plant(file, `export {};\n${text}\n`);
  const [violation, ...others] = findViolations(root);
  expect(others).toEqual([]);
  expect(violation).toContain(sentence);
  expect(violation).toMatch(new RegExp(`^${file}:[12] `));
});

test("a second reader of the environment in a room is named", () => {
  plant("apps/server/src/env.ts", "process.env;\n");
  plant("apps/server/src/start.ts", "process.env;\n");
  expect(findViolations(root)).toEqual([
    expect.stringContaining("apps/server/src/start.ts:1 `process.env` is read in one file"),
  ]);
});

test("a core that grows past ten minutes' reading is named", () => {
  plant("packages/billing/src/once.ts", "export {};\n".repeat(core.mostLines));
  expect(findViolations(root)).toEqual([expect.stringContaining("The core has 303 lines")]);
});

test("a file of the core that moved is missed", () => {
  rmSync(path.join(root, "packages/stripe/src/classify.ts"));
  expect(findViolations(root)).toEqual([
    expect.stringContaining("packages/stripe/src/classify.ts:1"),
  ]);
});
