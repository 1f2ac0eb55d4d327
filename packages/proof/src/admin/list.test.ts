import { mrrOf, toAccountId } from "@idem/domain";
import { createStore } from "@idem/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededFlags } from "../large-list/seed-subscriptions.ts";
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

type Lines = Awaited<
  ReturnType<StaffMember["client"]["admin"]["subscriptions"]["list"]["query"]>
>["lines"];

/** All pages, one after the other, as somebody would turn them. */
async function everyLine(question: Question): Promise<Lines> {
  const seen: Lines = [];
  let after: NonNullable<Question>["after"] = null;
  do {
    const page = await support.client.admin.subscriptions.list.query({
      ...question,
      after,
      limit: 7,
    });
    seen.push(...page.lines);
    after = page.end;
  } while (after !== null);
  return seen;
}

const everyPage = async (question: Question): Promise<string[]> =>
  (await everyLine(question)).map(({ accountId }) => accountId);

const directions = ["asc", "desc"] as const;
const sorts = ["started", "turns", "mrr"] as const;
const orders = sorts.flatMap((by) => directions.map((direction) => ({ by, direction })));

/** Said by their numbers, as they were seeded. */
const under = (flag: keyof typeof seededFlags): string =>
  `account_id ~ '^acc_seed[0-9]*${seededFlags[flag]}$'`;

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
  ["an unknown outcome", under("unknown"), { flags: ["unknown"] }],
  ["a drift", under("drift"), { flags: ["drift"] }],
  ["a duplicate", `${under("found")} OR ${under("paidBack")}`, { flags: ["duplicate"] }],
  [
    "either of two flags",
    `${under("unknown")} OR ${under("drift")}`,
    { flags: ["unknown", "drift"] },
  ],
  [
    "a flag and a plan",
    `plan_key = 'starter' AND (${under("found")} OR ${under("paidBack")})`,
    { flags: ["duplicate"], plans: ["starter"] },
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

  it("each line shows the flags by which it is found, and what is mended or of another kind shows none", async () => {
    await notFlags(world);
    const all = await everyLine({});
    for (const flag of ["unknown", "drift", "duplicate"] as const) {
      const shown = all.filter((line) => line.flags.includes(flag));
      const found = await everyPage({ filter: { flags: [flag] } });
      expect(shown.map(({ accountId }) => accountId).toSorted()).toEqual(found.toSorted());
    }
    const none = all.filter(({ accountId }) => /^acc_seed[1-4]$/.test(accountId));
    expect(none.map(({ flags }) => flags)).toEqual([[], [], [], []]);
    const { flags } = await support.client.admin.customers.account.query({
      accountId: toAccountId(`acc_seed${seededFlags.found}`),
    });
    expect(flags).toEqual(["duplicate"]);
  });

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

/** What looks like a flag and is none: an earlier check and pass, another finding, an e-mail in doubt. */
async function notFlags({ prisma }: World): Promise<void> {
  const earlier = new Date("2026-10-01");
  const over = { askedBy: "somebody", startedAt: earlier, finishedAt: earlier, state: "FINISHED" };
  await prisma.doctorCheck.create({ data: { ...over, id: "check_earlier" } });
  const found = { words: "Seeded.", about: [] };
  await prisma.doctorFinding.createMany({
    data: [
      {
        ...found,
        id: "f1",
        checkId: "check_earlier",
        subject: "acc_seed1",
        invariant: "one_customer",
      },
      {
        ...found,
        id: "f2",
        checkId: "check_seed",
        subject: "acc_seed2",
        invariant: "audit_intact",
      },
    ],
  });
  await prisma.reconciliation.create({ data: { ...over, id: "pass_earlier", expected: 0 } });
  await prisma.$executeRaw`
    INSERT INTO drift (id, reconciliation_id, subject, account_id, outcome, differences, note, is_missed_webhook, noticed_at)
    SELECT 'd1', 'pass_earlier', 'acc_seed3', 'acc_seed3', 'kept', differences, note, false, noticed_at
    FROM drift WHERE reconciliation_id = 'pass_seed' LIMIT 1`;
  await prisma.$executeRaw`
    INSERT INTO effect (id, account_id, kind, slot, key, intent, request, request_hash, first_sent_at, lease_until, attempts)
    SELECT 'e1', 'acc_seed4', 'email.send', 'email.send:seed', 'e1', intent, request, '', first_sent_at, lease_until, 1
    FROM effect WHERE id = ${`seed_doubt${seededFlags.unknown}`}`;
}
