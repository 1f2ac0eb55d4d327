import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";

export const errorOnThePage: Exhibit = {
  name: "the error on the page",
  slug: "error-on-the-page",
  guarantees: ["G12"],
  what: "Answers `error.message`, so that people and support know what happened.",
  where: "`res.status(500).json({ error: error.message })`.",
  why: "It helps while one writes it. In production it tells strangers the names of tables, and who else is a customer.",
  breaks: /^G12: the customer reads “duplicate key: customer pat@example.com”/,
  // Two accounts with one address: a person and their organization, say.
  schedule: { commands: [press(), press({ who: 1 })], picks: [], faults: [] },
  build: ({ insert, createCustomer, createSession }) => ({
    checkout: async (account) => {
      try {
        const customer = await createCustomer(account);
        await insert("customer pat@example.com", { account, customer });
        return await createSession(account, customer);
      } catch (error) {
        return { error: error instanceof Error ? error.message : "" };
      }
    },
  }),
};
