import { flags } from "@idem/billing";
import { subscriptionStatuses } from "@idem/domain";
import { createAdminStore, openDatabase } from "@idem/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hire, type StaffMember } from "../world/hire.ts";
import { runSql } from "../world/run-sql.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { seedList } from "./seed-list.ts";

let world: World;
let support: StaffMember;
beforeAll(async () => {
  world = await startWorld({ webhooks: false });
  support = await hire(world, "support");
  await seedList(world.databaseUrl, 600);
});
afterAll(() => world.close());

type Subscriptions = StaffMember["client"]["admin"]["subscriptions"];
type Filter = NonNullable<NonNullable<Parameters<Subscriptions["list"]["query"]>[0]>["filter"]>;
type Count = Awaited<ReturnType<Subscriptions["count"]["query"]>>;

/** The list itself, whose lines are counted by turning its pages. */
async function linesOf(filter: Filter): Promise<number> {
  const { list } = support.client.admin.subscriptions;
  let lines = 0;
  let page = await list.query({ filter, limit: 100 });
  for (;;) {
    lines += page.lines.length;
    if (page.end === null) return lines;
    page = await list.query({ filter, limit: 100, after: page.end });
  }
}

/** Each chip, with the filter that the list has once it is the one that is pressed in its group. */
async function chipsOf(filter: Filter): Promise<{ chip: string; count: Count; pressed: Filter }[]> {
  const facets = await support.client.admin.subscriptions.facets.query({ filter });
  return [
    ...subscriptionStatuses.map((status) => ({
      chip: status,
      count: facets.statuses[status],
      pressed: { ...filter, statuses: [status] },
    })),
    ...facets.plans.map(({ key, count }) => ({
      chip: key,
      count,
      pressed: { ...filter, plans: [key] },
    })),
    { chip: "ending", count: facets.isEnding, pressed: { ...filter, isEnding: true } },
    ...flags.map((flag) => ({
      chip: flag,
      count: facets.flags[flag],
      pressed: { ...filter, flags: [flag] },
    })),
  ];
}

const parts: { [Part in keyof Filter]?: readonly Filter[Part][] } = {
  search: [null, "grace", "s"],
  statuses: [[], ["active"], ["active", "past_due", "canceled"]],
  plans: [[], ["plus"], ["starter", "enterprise"]],
  isEnding: [false, true],
  coupon: [null, "welcome20", "NOBODYHASIT"],
  startedFrom: [null, "2025-06-01T00:00:00.000Z"],
  startedUntil: [null, "2026-09-01T00:00:00.000Z"],
  flags: [[], ["duplicate"], ["unknown", "drift"]],
};

/** As if by chance, and the same each time: each value of each part beside many values of the others. */
function combination(number: number): Filter {
  const at = <Value>(values: readonly Value[] | undefined, salt: number): Value | undefined =>
    values?.[Math.floor(number / salt + number * salt) % values.length];
  // Half of them with nothing rare, so that what is compared is more than zeros.
  const isWide = number % 2 === 0;
  return {
    search: isWide ? null : at(parts.search, 3),
    statuses: at(parts.statuses, 1),
    plans: at(parts.plans, 5),
    isEnding: number % 5 === 0,
    coupon: isWide ? null : at(parts.coupon, 7),
    startedFrom: at(parts.startedFrom, 11),
    startedUntil: at(parts.startedUntil, 13),
    flags: number % 3 === 0 ? at(parts.flags, 2) : [],
  };
}

const combinations = [{}, ...Array.from({ length: 24 }, (_, number) => combination(number))];

describe("the counts of the chips", () => {
  it.each(combinations)(
    "each is as long as the list with that chip pressed: %j",
    async (filter) => {
      for (const { chip, count, pressed } of await chipsOf(filter))
        expect({ chip, ...count }).toEqual({ chip, is: "exact", count: await linesOf(pressed) });
    },
  );

  it("what is compared is not all zeros", async () => {
    const counts = (await Promise.all(combinations.map(chipsOf))).flat();
    const some = counts.filter(({ count }) => count.count > 0);
    expect(some.length).toBeGreaterThan(150);
  });

  it("a group's own choice does not narrow it: counted with it, every other chip of the group would be empty", async () => {
    const { facets } = support.client.admin.subscriptions;
    const own = await facets.query({
      filter: { statuses: ["active"], plans: ["plus"], flags: ["drift"] },
    });
    const withoutStatus = await facets.query({ filter: { plans: ["plus"], flags: ["drift"] } });
    const withoutPlan = await facets.query({ filter: { statuses: ["active"], flags: ["drift"] } });
    expect(own.statuses).toEqual(withoutStatus.statuses);
    expect(own.plans).toEqual(withoutPlan.plans);
    const statuses = await facets.query({ filter: { statuses: ["active"] } });
    expect(statuses.statuses.canceled.count).toBeGreaterThan(0);
    // The naive way, which this would not tell from the right one if all were one status.
    expect(await linesOf({ statuses: ["active"] })).toBeLessThan(await linesOf({}));
  });

  it("a search that finds more than are looked at says at least of every chip", async () => {
    const many = await startWorld({ webhooks: false });
    try {
      await seedList(many.databaseUrl, 1_500);
      const staff = await hire(many, "support");
      const { facets, count } = staff.client.admin.subscriptions;
      const all = await facets.query({ filter: { search: "person" } });
      expect(all.statuses.active.is).toBe("at_least");
      expect((await count.query({ filter: { search: "person" } })).is).toBe("at_least");
      const wide = await facets.query({});
      expect(wide.statuses.active).toMatchObject({ is: "exact" });
      expect((await count.query({})).is).toBe("about");
    } finally {
      await many.close();
    }
  });

  it("a plan that is not sold any more has a chip while somebody has it, and one that is asked for in any case", async () => {
    await world.prisma.plan.update({ where: { key: "starter" }, data: { isActive: false } });
    await world.prisma.plan.update({ where: { key: "free" }, data: { isActive: false } });
    const keys = async (filter: Filter) =>
      (await support.client.admin.subscriptions.facets.query({ filter })).plans.map(
        ({ key }) => key,
      );
    expect(await keys({})).toEqual(["starter", "plus", "team", "enterprise"]);
    expect(await keys({ plans: ["free", "gone"] })).toEqual(
      expect.arrayContaining(["free", "gone"]),
    );
  });

  it("a count that takes too long becomes an estimate, and is not waited for", async () => {
    const limited = { url: world.databaseUrl, poolSize: 2, statementTimeoutMs: 500 };
    const { prisma, close } = openDatabase(limited);
    // Each row takes so long that a thousand of them take ten seconds, as of a table that nothing bounds.
    await runSql(
      world.databaseUrl,
      "ALTER TABLE subscription RENAME TO subscription_itself",
      "CREATE VIEW subscription AS SELECT * FROM subscription_itself WHERE pg_sleep(0.01)::text = ''",
    );
    try {
      const filter = {
        ...{ search: null, statuses: [], plans: [], coupon: null, isEnding: false },
        ...{ startedFrom: null, startedUntil: null, flags: [] },
      };
      const { statuses, plans } = await createAdminStore(prisma).countFacets(filter);
      expect([statuses.active, ...plans.map(({ count }) => count)].map(({ is }) => is)).toEqual(
        ["active", ...plans].map(() => "about"),
      );
      expect((await createAdminStore(prisma).countSubscriptions(filter)).is).toBe("about");
    } finally {
      await close();
      await runSql(
        world.databaseUrl,
        "DROP VIEW subscription",
        "ALTER TABLE subscription_itself RENAME TO subscription",
      );
    }
  });
});
