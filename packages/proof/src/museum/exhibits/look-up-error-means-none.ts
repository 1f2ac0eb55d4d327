import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";

export const lookUpErrorMeansNone: Exhibit = {
  name: "a look-up error means none",
  slug: "look-up-error-means-none",
  guarantees: ["G1"],
  what: "Asks Stripe first, and goes on as if there were no customer when the question fails.",
  where:
    "A `catch` that returns `null`, written to keep people buying while Stripe has a bad minute.",
  why: "Availability first. But “I could not look” is not “there is none”.",
  breaks: /^G1: acc_1 has cus_1 and cus_2/,
  schedule: {
    commands: [press(), press()],
    picks: [],
    faults: [{ on: "stripe", at: 3, times: 1, is: "500" }],
  },
  build: ({ findCustomer, createCustomer, createSession }) => ({
    checkout: async (account) => {
      const found = await findCustomer(account).catch(() => null);
      return createSession(account, found ?? (await createCustomer(account)));
    },
  }),
};
