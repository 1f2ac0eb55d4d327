import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";

export const keyWithoutWindow: Exhibit = {
  name: "key without window",
  slug: "key-without-window",
  guarantees: ["G1", "G4"],
  what: "Uses one key for each account for ever, so that whoever sends again sends the same.",
  where: "An idempotency key made of the user’s id, the advice of many answers.",
  why: "It is right for a day. Then Stripe may have forgotten the key, and the same request is a new one.",
  breaks: /^G1: acc_1 has cus_1 and cus_2/,
  schedule: {
    commands: [press(), { do: "pass", clock: "both", time: "day" }, press()],
    picks: [],
    faults: [{ on: "stripe", at: 0, times: 1, is: "lost answer" }],
  },
  build: ({ select, update, createCustomer, createSession }) => ({
    checkout: async (account) => {
      const tenant = await select(`tenant ${account}`);
      const customer = tenant?.["customer"] ?? (await createCustomer(account, `key-${account}`));
      await update(`tenant ${account}`, { customer });
      return createSession(account, customer);
    },
  }),
};
