import type { Exhibit } from "../exhibit.ts";
import { press, sideBySide } from "../press.ts";

export const transactionWithoutLock: Exhibit = {
  name: "transaction without lock",
  slug: "transaction-without-lock",
  guarantees: ["G1"],
  what: "Looks the customer up, creates it if it is not there, and writes it down, all in one transaction.",
  where:
    "The published fix of the first post-mortem; most answers to “how to avoid duplicate customers”.",
  why: "A transaction sounds like “one at a time”. At READ COMMITTED both transactions read NULL.",
  breaks: /^G1: acc_1 has cus_1 and cus_2/,
  schedule: { commands: [press(), press()], picks: sideBySide, faults: [] },
  build: ({ select, update, createCustomer, createSession }) => ({
    checkout: async (account) => {
      // BEGIN
      const tenant = await select(`tenant ${account}`);
      const customer = tenant?.["customer"] ?? (await createCustomer(account));
      await update(`tenant ${account}`, { customer });
      // COMMIT
      return createSession(account, customer);
    },
  }),
};
