import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";

export const somethingWentWrong: Exhibit = {
  name: "something went wrong",
  slug: "something-went-wrong",
  guarantees: ["G12"],
  what: "Catches whatever is thrown, and shows one sentence for all of it.",
  where: "The error boundary of every front end, and the `catch` of every route.",
  why: "No customer sees a stack trace. But “the code is used up” is not a failure: they try again, and again.",
  breaks: /^G12: Stripe says “This promotion code cannot be redeemed.”/,
  schedule: {
    commands: [{ do: "use up", code: 2 }, press({ code: 2 })],
    picks: [],
    faults: [],
  },
  build: ({ findCode, createCustomer, createSession }) => ({
    checkout: async (account, { code }) => {
      try {
        const customer = await createCustomer(account, `key-${account}`);
        return await createSession(account, customer, { promotion: await findCode(code) });
      } catch {
        return { error: "Something went wrong. Please try again." };
      }
    },
  }),
};
