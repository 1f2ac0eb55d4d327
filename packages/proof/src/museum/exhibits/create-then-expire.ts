import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";

export const createThenExpire: Exhibit = {
  name: "create, then expire",
  slug: "create-then-expire",
  guarantees: ["G2"],
  what: "Makes the session with the new code first, and expires the old one afterwards.",
  where:
    "Coupon fields: the customer should not stand there without a session while the old one goes.",
  why: "At the end one is left. In between there are two, and the old one may just be paid.",
  breaks: /^G2: cs_2 .* was made while cs_1 was open/,
  schedule: { commands: [press(), press()], picks: [], faults: [] },
  build: ({ select, update, createCustomer, createSession, expireSession }) => ({
    checkout: async (account, { priceId }) => {
      const before = await select(`checkout ${account}`);
      const customer = before?.["customer"] ?? (await createCustomer(account));
      const session = await createSession(account, customer, { priceId });
      await update(`checkout ${account}`, { customer, session });
      if (before?.["session"]) await expireSession(account, before["session"]);
      return session;
    },
  }),
};
