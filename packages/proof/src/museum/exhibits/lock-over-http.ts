import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";

export const lockOverHttp: Exhibit = {
  name: "lock over HTTP",
  what: "Holds the row's lock while it asks Stripe, and commits when the answer is there.",
  where: "`SELECT … FOR UPDATE` around the call: what careful people do after the first duplicate.",
  why: "Nobody comes in between. But who dies between Stripe’s answer and the commit leaves a customer nobody knows.",
  breaks: /^G1: acc_1 has cus_1 and cus_2/,
  schedule: {
    commands: [press(), { do: "crash", node: 0 }, press({ tab: 1 })],
    picks: [0, 0, 0, 0, 1],
    faults: [],
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
