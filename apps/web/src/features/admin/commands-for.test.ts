import { expect, test } from "vitest";
import { commandsFor } from "./commands-for.ts";

const views = [{ name: "Past due in Europe", search: { status: "past_due" } }];
const names = (text: string) => commandsFor(text, views).map(({ name }) => name);

test("without a word: every page, and every saved view", () => {
  expect(names("")).toContain("Dashboard");
  expect(names("  ")).toContain("View: Past due in Europe");
});

test("what fits comes first, and a search for it last", () => {
  expect(names("DOUBT")).toEqual(["In doubt", "Search subscriptions for “DOUBT”"]);
  expect(commandsFor("europe", views)[0]?.to).toEqual({ page: "", search: { status: "past_due" } });
  expect(names("ada lovelace")).toEqual(["Search subscriptions for “ada lovelace”"]);
});

test("an id leads to its account and nowhere else", () => {
  expect(commandsFor(" cus_123 ", views)).toEqual([
    { name: "Open cus_123", to: { id: "cus_123" } },
  ]);
});
