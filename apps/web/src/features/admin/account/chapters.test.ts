import { expect, test } from "vitest";
import { chaptersOf as standingChaptersOf } from "./chapters.ts";

const done = { is: "done" } as const;
const audit = { kind: "audit", standing: null, reason: null } as const;
const event = { kind: "event", standing: done, reason: null } as const;
const failed = { kind: "event", standing: { is: "failed", message: "no" }, reason: null } as const;
const chaptersOf = (lines: Parameters<typeof standingChaptersOf>[0]) =>
  standingChaptersOf(lines).map(({ lines: together }) => together);
const effect = { kind: "effect", standing: done, reason: null } as const;

test("what Stripe tells in a row is one chapter, in its order", () => {
  const numbered = [0, 1, 2].map((id) => ({ ...event, id }));
  expect(chaptersOf([audit, ...numbered, audit])).toEqual([[audit], numbered, [audit]]);
});

test("two lines are two lines", () => {
  expect(chaptersOf([event, event])).toEqual([[event], [event]]);
});

test("what was done here, and what failed, stands by itself", () => {
  expect(chaptersOf([event, event, failed, event, effect, effect, effect])).toEqual(
    [event, event, failed, event, effect, effect, effect].map((line) => [line]),
  );
  expect(chaptersOf([])).toEqual([]);
});

test("what Stripe told of another customer at the same time is a chapter beside", () => {
  const other = { ...event, reason: "Of cus_2, another customer of theirs" };
  expect(chaptersOf([event, other, event, other, event, other])).toEqual([
    [event, event, event],
    [other, other, other],
  ]);
});

test("a chapter stands on the same line, also after one more has come", () => {
  const [bought, told] = [
    { ...audit, id: "bought" },
    { ...event, id: "told" },
  ];
  const on = (lines: (typeof bought | typeof told)[]) => standingChaptersOf(lines)[0]?.on;
  expect(on([told, told, told, bought])).toEqual(bought);
  expect(on([told, told, told, told, bought])).toEqual(bought);
  expect(on([told, told, told])).toBe(null);
});
