import { mrrOf } from "@idem/domain";
import { createStore } from "@idem/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hire, type StaffMember } from "../world/hire.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { type SeededList, seedList } from "./seed-list.ts";

let world: World;
let support: StaffMember;
let seeded: SeededList;
beforeAll(async () => {
  world = await startWorld({ webhooks: false });
  support = await hire(world, "support");
  seeded = await seedList(world.databaseUrl, 400);
});
afterAll(() => world.close());

type Question = Parameters<StaffMember["client"]["admin"]["subscriptions"]["list"]["query"]>[0];

/** All pages, one after the other, as somebody would turn them. */
async function everyPage(question: Question): Promise<string[]> {
  const seen: string[] = [];
  let after: NonNullable<Question>["after"] = null;
  do {
    const page = await support.client.admin.subscriptions.list.query({
      ...question,
      after,
      limit: 7,
    });
    seen.push(...page.lines.map(({ accountId }) => accountId));
    after = page.end;
  } while (after !== null);
  return seen;
}

const directions = ["asc", "desc"] as const;
const sorts = ["started", "turns", "mrr"] as const;
const orders = sorts.flatMap((by) => directions.map((direction) => ({ by, direction })));

const filters: [string, Parameters<SeededList["count"]>[0], NonNullable<Question>["filter"]][] = [
  ["nothing", "true", {}],
  ["two statuses", "status IN ('active', 'past_due')", { statuses: ["active", "past_due"] }],
  ["a plan", "plan_key = 'plus'", { plans: ["plus"] }],
  ["a coupon, in small letters", "discount->>'code' = 'WELCOME20'", { coupon: "welcome20" }],
  ["ending", "cancel_at IS NOT NULL AND ended_at IS NULL", { isEnding: true }],
  [
    "a year of starts",
    "started_at >= '2025-01-01T00:00:00Z' AND started_at < '2026-01-01T00:00:00Z'",
    { startedFrom: "2025-01-01T00:00:00.000Z", startedUntil: "2026-01-01T00:00:00.000Z" },
  ],
  [
    "several together",
    "plan_key = 'plus' AND status = 'active' AND cancel_at IS NOT NULL AND ended_at IS NULL",
    { plans: ["plus"], statuses: ["active"], isEnding: true },
  ],
];

describe("the list of subscriptions", () => {
  it.each(filters)(
    "filtered by %s, in every order: each once, and the count is right",
    async (_what, where, filter) => {
      const expected = await seeded.accounts(where);
      expect(expected.length).toBeGreaterThan(0);
      for (const sort of orders) {
        const seen = await everyPage({ filter, sort });
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.toSorted()).toEqual(expected);
      }
      expect(await support.client.admin.subscriptions.count.query({ filter })).toEqual({
        is: "exact",
        count: expected.length,
      });
    },
  );

  it.each(orders)("by $by, $direction: in that order, also across pages", async (sort) => {
    const seen = await everyPage({ sort });
    expect(seen).toEqual(await seeded.inOrder(sort));
  });

  it("a search finds the beginning of an address, a name and a last name, and can be filtered", async () => {
    const search = (text: string, filter: NonNullable<Question>["filter"] = {}) =>
      everyPage({ filter: { ...filter, search: text } });
    expect(await search("person7@")).toEqual(["acc_seed7"]);
    expect(await search("PERSON7@EXAMPLE")).toEqual(["acc_seed7"]);
    const lovelaces = await seeded.accounts("account.name LIKE '% Lovelace'");
    expect((await search("lovel")).toSorted()).toEqual(lovelaces);
    const graces = await seeded.accounts("account.name LIKE 'Grace %'");
    expect((await search("grace")).toSorted()).toEqual(graces);
    const active = await seeded.accounts("account.name LIKE 'Grace %' AND status = 'active'");
    expect((await search("grace", { statuses: ["active"] })).toSorted()).toEqual(active);
    expect(await search("100%")).toEqual([]);
  });

  it("what the database generates is what the domain says that it brings in a month", async () => {
    const store = createStore(world.prisma);
    const page = await support.client.admin.subscriptions.list.query({ limit: 100 });
    for (const { accountId, mrr, currency } of page.lines) {
      const { subscription } = await store.account(accountId);
      expect({ amount: mrr, currency }).toEqual(subscription && mrrOf(subscription));
    }
    expect(page.lines.some(({ mrr }) => mrr > 0)).toBe(true);
  });

  it("statuses are counted", async () => {
    const counts = await support.client.admin.subscriptions.statuses.query();
    for (const [status, { is, count }] of Object.entries(counts)) {
      expect(is).toBe("exact");
      expect(count).toBe((await seeded.accounts(`status = '${status}'`)).length);
    }
  });

  it("an id of any kind leads to its account", async () => {
    const find = (id: string) => support.client.admin.customers.find.query({ id });
    for (const id of ["acc_seed3", "cus_seed3", "sub_seed3", "in_seed3"])
      expect(await find(id)).toEqual({ is: "found", accountId: "acc_seed3" });
    expect(await find("cus_nobody")).toEqual({ is: "not_found" });
    expect(await find("in_nobody")).toEqual({ is: "not_found" });
  });

  it("the file has every line that the filter leaves, and no formula", async () => {
    await world.prisma.billingAccount.update({
      where: { id: "acc_seed5" },
      data: { name: '=HYPERLINK("https://evil.example")' },
    });
    const filter = encodeURIComponent(JSON.stringify({ plans: ["plus"] }));
    const answer = await fetch(`${world.url}/api/admin/subscriptions.csv?filter=${filter}`, {
      headers: { cookie: support.cookie },
    });
    const lines = (await answer.text()).trimEnd().split("\r\n");
    expect(lines.length - 1).toBe((await seeded.accounts("plan_key = 'plus'")).length);
    expect(lines.some((line) => /(^|,|")=/.test(line))).toBe(false);
  });
});
