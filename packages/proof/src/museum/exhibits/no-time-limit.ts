import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";

export const noTimeLimit: Exhibit = {
  name: "no time limit",
  slug: "no-time-limit",
  guarantees: ["G6", "G11"],
  what: "Calls Stripe inside the transaction, and waits as long as the client library does by itself: 80 s.",
  where: "`new Stripe(key)`, and a transaction around the whole checkout.",
  why: "It answers in half a second. On the day when it does not, the connections run out, and people wait who do not buy from Stripe at all.",
  breaks: /^G11: acc_1 waited 80 s for an answer.\nG11: acc_2 waited \d+ s/,
  schedule: {
    commands: [press(), press({ who: 1 })],
    picks: [1],
    faults: [{ on: "stripe", at: 0, times: 1, is: "lost request" }],
  },
  build: ({ select, update, pooled, patiently, createCustomer, createSession }) => ({
    checkout: (account) =>
      pooled(async () => {
        const tenant = await select(`tenant ${account}`);
        const customer = tenant?.["customer"] ?? (await patiently(() => createCustomer(account)));
        await update(`tenant ${account}`, { customer });
        return createSession(account, customer);
      }),
  }),
};
