import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";
import { plainCheckout } from "./plain-checkout.ts";

export const accountFromRequest: Exhibit = {
  name: "the account from the request",
  slug: "account-from-request",
  guarantees: ["G8"],
  what: "Checks that somebody is signed in, and works for the account that the request names.",
  where: "Routes with an id in their path or body, behind a middleware that asks for a session.",
  why: "Nobody gets in without signing in. But whose account it is, nobody has asked.",
  breaks: /^G8: user_2 was given cs_1 of acc_1/,
  schedule: { commands: [press()], picks: [], faults: [] },
  askedBy: "user_2",
  build: (tools) => ({
    checkout: async (account, { userId }) => {
      if (userId === "") return { error: "Please sign in." };
      return plainCheckout(tools, account);
    },
  }),
};
