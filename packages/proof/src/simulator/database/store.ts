import type { Store } from "@idem/billing";
import type { Life } from "../scheduler.ts";
import type { Sim } from "../sim.ts";
import { statement } from "./statement.ts";
import { accountRow } from "./tables.ts";

/** Reads without a lock: each sees what is committed in its moment. */
export function createStore(sim: Sim, life: Life): Store {
  const { tables, flaws } = sim;
  return {
    account: (accountId) =>
      statement(sim, life, {
        says: () => "read the account",
        run: () => {
          const row = accountRow(tables, accountId);
          const { account, customer, subscription, trial, checkouts } = row;
          return {
            account: flaws.has("sync without version") ? { ...account, syncVersion: 0 } : account,
            customer,
            subscription,
            trial,
            lookedAtMs: null,
            checkouts: checkouts.filter(({ retired }) => !retired),
          };
        },
      }),
    accountOfCustomer: (id) =>
      statement(sim, life, {
        says: () => `whose is ${id}`,
        run: () =>
          [...tables.accounts.values()].find(({ customer }) => customer?.stripeCustomerId === id)
            ?.account.id ?? null,
      }),
    checkoutBySession: (accountId, id) =>
      statement(sim, life, {
        says: () => `checkout of ${id}`,
        run: () =>
          accountRow(tables, accountId).checkouts.find((one) => one.stripeSessionId === id) ?? null,
      }),
  };
}
