import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";
import { plainCheckout } from "./plain-checkout.ts";

export const deleteThenInsert: Exhibit = {
  name: "delete then insert",
  slug: "delete-then-insert",
  guarantees: ["G3", "G5"],
  what: "Reads every subscription row of the user, deletes it, and inserts the new one.",
  where: "The published fix of the second post-mortem, after a unique constraint got in the way.",
  why: "After the delete nothing can collide. But two who both deleted both insert, and Stripe is told nothing.",
  breaks: /duplicate key: subscription acc_1/,
  schedule: {
    commands: [
      press(),
      { do: "pay", who: 0, earlier: 0 },
      { do: "ring", node: 0, which: 1, twice: true },
    ],
    picks: [],
    faults: [],
  },
  build: (tools) => ({
    checkout: (account) => plainCheckout(tools, account),
    event: async ({ payload }) => {
      if (payload === null) return;
      const key = `subscription ${payload.accountId}`;
      if (await tools.select(key)) await tools.remove(key);
      await tools.insert(key, { subscription: payload.id, status: payload.status });
    },
  }),
};
