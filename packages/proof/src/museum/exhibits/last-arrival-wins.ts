import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";

export const lastArrivalWins: Exhibit = {
  name: "the last arrival wins",
  slug: "last-arrival-wins",
  guarantees: ["G9"],
  what: "Takes requests one at a time, and replaces the session by one with the code of the request at hand.",
  where: "Coupon fields that send at every change, behind a server with a lock.",
  why: "One at a time, and the newest replaces the older. But the newest to arrive is not the newest that was typed.",
  breaks: /^G9: ONCE was typed last, cs_2 has promo_save20/,
  schedule: { commands: [press({ code: 1 }), press({ code: 2 })], picks: [1, 1], faults: [] },
  build: ({ select, update, locked, findCode, createCustomer, createSession, expireSession }) => ({
    checkout: (account, { code }) =>
      locked(`tenant ${account}`, async () => {
        const tenant = await select(`tenant ${account}`);
        const customer = tenant?.["customer"] ?? (await createCustomer(account));
        if (tenant?.["session"]) await expireSession(account, tenant["session"]);
        const session = await createSession(account, customer, { promotion: await findCode(code) });
        await update(`tenant ${account}`, { customer, session });
        return session;
      }),
  }),
};
