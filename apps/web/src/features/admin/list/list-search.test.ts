import { expect, test } from "vitest";
import { isFiltered, isId, readView, toQuestion, toSearch } from "./list-search.ts";

test("a view and its address say the same", () => {
  const search = {
    q: "ada",
    status: "active,past_due",
    plan: "plus",
    flags: "drift",
    coupon: "WELCOME20",
    ending: "1",
    from: "2026-01-01",
    until: "2026-01-31",
    sort: "mrr",
    dir: "asc",
    after: "2000|acc_1",
  };
  expect(toSearch(readView(search))).toEqual(search);
  expect(toSearch(readView({}))).toEqual({});
});

test("a mangled address opens the list without what is mangled", () => {
  const view = readView({
    status: "active,asleep,<script>",
    from: "yesterday",
    sort: "name",
    dir: "up",
    after: "x",
    ending: "yes",
    q: ["a", "b"],
  });
  expect(toSearch(view)).toEqual({ status: "active" });
});

test("the last day is a whole day", () => {
  const { filter } = toQuestion(readView({ from: "2026-03-01", until: "2026-03-01" }));
  const hours =
    (Date.parse(filter.startedUntil ?? "") - Date.parse(filter.startedFrom ?? "")) / 3_600_000;
  expect(hours).toBe(24);
});

test("an order alone filters nothing", () => {
  expect(isFiltered(readView({ sort: "mrr", dir: "asc", after: "1|acc_1" }))).toBe(false);
  expect(isFiltered(readView({ coupon: "X" }))).toBe(true);
});

test.each(["cus_NffrFeUfNV2Hib", "sub_1MowQV", "in_1", "cs_test_a1", "acc_1", "pi_3"])(
  "%s is an id",
  (id) => {
    expect(isId(id)).toBe(true);
  },
);

test("a name is none", () => {
  for (const text of ["in", "cus ", "pat@example.com", "include_me later"])
    expect(isId(text)).toBe(false);
});
