import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";
import { plainCheckout } from "./plain-checkout.ts";

export const auditAfterCommit: Exhibit = {
  name: "audit after the commit",
  slug: "audit-after-commit",
  guarantees: ["G7"],
  what: "Writes the subscription, and then tells the audit log, in a statement of its own.",
  where: "Audit by event listener, by queue, or by a logger that is called after the save.",
  why: "The log is only told what really happened. But who dies in between has changed it untold, and the repeated webhook finds nothing new.",
  breaks: /^G7: sub_1 became active, and the log does not say so/,
  schedule: {
    commands: [
      press(),
      { do: "pay", who: 0, earlier: 0 },
      { do: "ring", node: 0, which: 1, twice: false },
    ],
    picks: [],
    faults: [{ on: "database", at: 4, times: 1, is: "lost request" }],
  },
  build: (tools) => ({
    checkout: (account) => plainCheckout(tools, account),
    event: async ({ payload }) => {
      if (payload === null) return;
      const { id, accountId, status } = payload;
      const known = await tools.select(`subscription ${accountId}`);
      if (known?.["status"] === status) return;
      await tools.update(`subscription ${accountId}`, { subscription: id, status });
      await tools.insert(`audit ${id} ${status}`, { by: "webhook" });
    },
  }),
};
