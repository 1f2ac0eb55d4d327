import type { Exhibit } from "../exhibit.ts";
import { press, sideBySide } from "../press.ts";

export const searchThenCreate: Exhibit = {
  name: "search then create",
  slug: "search-then-create",
  guarantees: ["G1"],
  what: "Asks Stripe whether there is a customer already, and creates one if there is none.",
  where: "Tutorials, and plug-ins of sign-in libraries.",
  why: "Stripe knows best. But between the question and the order there is room for a second question.",
  breaks: /^G1: acc_1 has cus_1 and cus_2/,
  schedule: { commands: [press(), press()], picks: sideBySide, faults: [] },
  build: ({ findCustomer, createCustomer, createSession }) => ({
    checkout: async (account) => {
      const customer = (await findCustomer(account)) ?? (await createCustomer(account));
      return createSession(account, customer);
    },
  }),
};
