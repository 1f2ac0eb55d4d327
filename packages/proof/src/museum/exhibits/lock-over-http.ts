import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";

export const lockOverHttp: Exhibit = {
  name: "lock over HTTP",
  slug: "lock-over-http",
  guarantees: ["G1", "G4", "G6"],
  what: "Holds the row's lock while it asks Stripe, and commits when the answer is there.",
  where: "`SELECT … FOR UPDATE` around the call: what careful people do after the first duplicate.",
  why: "Nobody comes in between. But whose connection breaks between Stripe’s answer and the commit leaves a customer nobody knows.",
  breaks: /^G1: acc_1 has cus_1 and cus_2/,
  schedule: {
    commands: [press(), press()],
    picks: [],
    faults: [{ on: "database", at: 1, times: 1, is: "lost request" }],
  },
  build: ({ select, update, locked, createCustomer, createSession }) => ({
    checkout: (account) =>
      locked(`tenant ${account}`, async () => {
        const tenant = await select(`tenant ${account}`);
        const customer = tenant?.["customer"] ?? (await createCustomer(account));
        await update(`tenant ${account}`, { customer });
        return createSession(account, customer);
      }),
  }),
};
