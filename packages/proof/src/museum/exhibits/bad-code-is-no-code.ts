import type { Exhibit } from "../exhibit.ts";
import { press } from "../press.ts";

export const badCodeIsNoCode: Exhibit = {
  name: "a bad code is no code",
  slug: "bad-code-is-no-code",
  guarantees: ["G9"],
  what: "Looks the code up, and goes on without a discount when there is none of that name.",
  where: "`discounts: promo ? [{ promotion_code: promo.id }] : undefined`.",
  why: "Nobody is kept from buying by a typing error. They are charged the full price, and nobody said so.",
  breaks: /^G9: NOPE was typed, cs_1 has null/,
  schedule: { commands: [press({ code: 4 })], picks: [], faults: [] },
  build: ({ findCode, createCustomer, createSession }) => ({
    checkout: async (account, { code }) => {
      const customer = await createCustomer(account, `key-${account}`);
      return createSession(account, customer, { promotion: await findCode(code) });
    },
  }),
};
