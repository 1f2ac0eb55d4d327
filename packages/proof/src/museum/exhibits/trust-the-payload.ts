import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";
import { plainCheckout } from "./plain-checkout.ts";

export const trustThePayload: Exhibit = {
  name: "trust the payload",
  slug: "trust-the-payload",
  guarantees: ["G5"],
  what: "Writes what the webhook says, in the order in which webhooks arrive.",
  where: "The switch over `event.type` of every starter template.",
  why: "Stripe sent it, so it is true. It was true when it was sent: the cancellation came first.",
  breaks: /^G5: the row says sub_1 is active, Stripe says canceled/,
  schedule: {
    commands: [
      press(),
      { do: "pay", who: 0, earlier: 0 },
      { do: "cancel", who: 0 },
      { do: "ring", node: 0, which: 5, twice: false },
    ],
    picks: [],
    faults: [],
  },
  build: (tools) => ({
    checkout: (account) => plainCheckout(tools, account),
    event: async ({ payload }) => {
      if (payload === null) return;
      const { id, accountId, status } = payload;
      await tools.update(`subscription ${accountId}`, { subscription: id, status });
    },
  }),
};
