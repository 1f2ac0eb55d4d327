import type { Ports } from "@idem/billing";
import { createInbox } from "../simulator/database/inbox.ts";
import { accountRow } from "../simulator/database/tables.ts";
import { portsOf, programOf } from "../simulator/node.ts";
import { describeState } from "./final-state.ts";
import type { Player } from "./table.ts";

const slowMs = 1_000;

/**
 * The real `processEvents`, `syncAccount` and decisions, over the simulator's database; Stripe says what it said when it
 * was recorded, to each at their own pace.
 */
export const productPlayer: Player = {
  boot: (table) => (sim, life) => {
    const own = portsOf(sim, life);
    const { scheduler } = sim;
    const gateway = table.stripe.gateway({
      arrives: () => scheduler.turn(life),
      // Now and then an answer is so slow that everybody else is done meanwhile: it has grown old on its way.
      returns: () =>
        table.random.chance(table.weather.slow)
          ? scheduler.sleep(life, slowMs)
          : scheduler.turn(life),
    });
    const prices = table.histories.flatMap((history) => history.prices);
    const ports: Ports = {
      ...own,
      gateway: {
        ...gateway,
        subscriptions: (id) => {
          table.looks += 1;
          return gateway.subscriptions(id);
        },
      },
      catalogue: {
        ...own.catalogue,
        priceByStripeId: async (id) => prices.find((one) => one.stripePriceId === id) ?? null,
      },
    };
    table.ports.set(life.node, ports);
    return programOf(ports, createInbox(sim, life));
  },

  stateOf: ({ sim, stripe }, history) => {
    const { customer, subscription, checkouts } = accountRow(sim.tables, history.accountId);
    const effects = [...sim.tables.effects.values()].filter(
      ({ accountId }) => accountId === history.accountId,
    );
    return describeState({
      customer,
      subscription,
      checkouts: checkouts.map(({ id, status, retired: isRetired }) => ({ id, status, isRetired })),
      effects: effects.map((row) => ({ ...row, outcome: row.outcome?.is ?? null })),
      stripe: stripe.told(history),
    });
  },
};
