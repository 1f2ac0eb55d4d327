import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";
import { plainCheckout } from "./plain-checkout.ts";

export const sameSecondEvent: Exhibit = {
  name: "same-second event",
  slug: "same-second-event",
  guarantees: ["G5"],
  what: "Keeps the time of the last event, and ignores those that are not newer.",
  where: "The usual answer to events out of order.",
  why: "Newer wins. But Stripe counts in seconds: bought and cancelled within one, the second is not newer.",
  breaks: /^G5: the row says sub_1 is active, Stripe says canceled/,
  schedule: {
    commands: [
      press(),
      { do: "pay", who: 0, earlier: 0 },
      { do: "ring", node: 0, which: 1, twice: false },
      { do: "cancel", who: 0 },
    ],
    picks: [],
    faults: [],
  },
  build: (tools) => ({
    checkout: (account) => plainCheckout(tools, account),
    event: async ({ payload, createdMs }) => {
      if (payload === null) return;
      const { id, accountId, status } = payload;
      const known = await tools.select(`subscription ${accountId}`);
      if (known && createdMs <= Number(known["atMs"])) return;
      const row = { subscription: id, status, atMs: String(createdMs) };
      await tools.update(`subscription ${accountId}`, row);
    },
  }),
};
