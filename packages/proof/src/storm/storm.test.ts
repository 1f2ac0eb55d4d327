import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../world/fresh-database.ts";
import { dealInParallel } from "./deal-in-parallel.ts";
import { dealOnPostgres } from "./deal-on-postgres.ts";
import type { History } from "./history.ts";
import { recordHistories } from "./record-histories.ts";
import { divergent, timesOf } from "./tally.ts";

let histories: readonly History[];
beforeAll(async () => {
  histories = await recordHistories();
});

const seed = 20_261_121;

describe("G5: real histories, dealt again in every order", () => {
  it("G5: 10,000 permutations and duplications, beside return pages, slow answers and crashes: one final state each, the one that real parts had", async () => {
    const dealt = await dealInParallel(histories, { player: "product", seed, deals: 10_000 });
    expect(dealt.faults).toEqual([]);
    expect(divergent(dealt.entries)).toEqual([]);
    expect(timesOf(dealt.entries)).toBe(10_000);
    for (const { name, outcome } of histories) {
      const { state = "" } = dealt.entries.find(({ history }) => history === name) ?? {};
      const { subscription, checkouts } = outcome;
      const said = subscription
        ? [`["stripeSubscriptionId","${subscription.id}"]`, `["status","${subscription.status}"]`]
        : ['"subscription":null'];
      for (const part of [...checkouts, ...said]) expect(state).toContain(part);
    }
  });

  it("G5: a hundred of them on PostgreSQL, with the order that two nodes' races give: the same final states", async () => {
    const database = await freshDatabase();
    const real = await dealOnPostgres(histories, { databaseUrl: database.url, deals: 100, seed });
    await database.drop();
    const simulated = await dealInParallel(histories, { player: "product", seed, deals: 500 });
    expect(timesOf(real.entries())).toBe(100);
    expect(divergent([...simulated.entries, ...real.entries()])).toEqual([]);
  });

  it.each([
    ["writing what the payloads say", { player: "trusting" as const }],
    [
      "writing an answer without asking whether it has grown old",
      { player: "product" as const, flaws: ["sync without version" as const] },
    ],
  ])("G5, negative control: %s ends in several states", async (_, control) => {
    const dealt = await dealInParallel(histories, { seed, deals: 5_000, ...control });
    expect(timesOf(divergent(dealt.entries))).toBeGreaterThan(0);
  });
});
