import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";

export const keyPerAttempt: Exhibit = {
  name: "key per attempt",
  slug: "key-per-attempt",
  guarantees: ["G1", "G4"],
  what: "Sends an idempotency key with every request, and tries again with a new one when no answer comes.",
  where:
    "Wrappers that make the key where they make the request; it is what client libraries do across calls.",
  why: "There is a key. But the second request does not say that it is the first.",
  breaks: /^G1: acc_1 has cus_1 and cus_2/,
  schedule: {
    commands: [press()],
    picks: [],
    faults: [{ on: "stripe", at: 0, times: 1, is: "lost answer" }],
  },
  build: ({ newKey, createCustomer, createSession }) => ({
    checkout: async (account) => {
      const create = () => createCustomer(account, newKey());
      return createSession(account, await create().catch(create));
    },
  }),
};
