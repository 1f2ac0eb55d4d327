import type { Exhibit } from "../exhibit.ts";
import { press, sideBySide } from "../press.ts";

export const upsertEmptyUpdate: Exhibit = {
  name: "upsert with an empty update",
  slug: "upsert-empty-update",
  guarantees: ["G1", "G3"],
  what: "`upsert({ where, create, update: {} })` to get or make the account’s row.",
  where:
    "Everywhere a mapper has `upsert`. With nothing to update it is a look and an insert, not one statement.",
  why: "The name promises that it cannot collide. Side by side, one of the two gets an error page.",
  breaks: /duplicate key: account acc_1/,
  schedule: { commands: [press(), press()], picks: sideBySide, faults: [] },
  build: (tools) => ({
    checkout: async (account) => {
      const key = `account ${account}`;
      if ((await tools.select(key)) === null) await tools.insert(key, { account });
      const customer = await tools.createCustomer(account, `key-${account}`);
      return tools.createSession(account, customer);
    },
  }),
};
