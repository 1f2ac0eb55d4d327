import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";

export const releaseOnTimeout: Exhibit = {
  name: "release on time-out",
  slug: "release-on-timeout",
  guarantees: ["G1", "G4"],
  what: "Claims the work by a row, and gives the claim back when Stripe does not answer.",
  where: "Hand-made locks, in a table or in Redis, with a `finally` that cleans up.",
  why: "Nobody may be locked out for ever. But the time-out said nothing about what Stripe did.",
  breaks: /^G1: acc_1 has cus_1 and cus_2/,
  schedule: {
    commands: [press(), press()],
    picks: [],
    faults: [{ on: "stripe", at: 0, times: 1, is: "timeout" }],
  },
  build: ({ select, insert, update, remove, createCustomer, createSession }) => ({
    checkout: async (account) => {
      const known = (await select(`customer ${account}`))?.["id"];
      if (known) return createSession(account, known);
      await insert(`claim ${account}`, {});
      try {
        const id = await createCustomer(account);
        await update(`customer ${account}`, { id });
        return await createSession(account, id);
      } finally {
        await remove(`claim ${account}`);
      }
    },
  }),
};
