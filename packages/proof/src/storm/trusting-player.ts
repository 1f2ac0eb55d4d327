import { z } from "zod";
import { statement } from "../simulator/database/statement.ts";
import type { Player } from "./table.ts";

const told = z.object({
  data: z.object({
    object: z.object({
      object: z.literal("subscription"),
      id: z.string(),
      status: z.string(),
      cancel_at: z.number().nullable(),
    }),
  }),
});

/** Negative control: writes what the payload says, in the order in which events arrive. */
export const trustingPlayer: Player = {
  boot: () => (sim, life) => ({
    billing: {
      start: () => Promise.reject(new Error("Nobody buys at this table.")),
      status: async () => ({ is: "unknown", next: "none", message: "" }),
    },
    inbox: {
      store: (event) =>
        statement(sim, life, {
          says: () => `write what ${event.id} says`,
          run: () => {
            sim.tables.events.set(event.id, { ...event, processed: true });
            const read = told.safeParse(event.payload);
            if (!read.success) return true;
            const { id, status, cancel_at: cancelAt } = read.data.data.object;
            const { stripeCustomerId } = event;
            sim.tables.rows.set(`${stripeCustomerId}`, { id, status, cancelAt: `${cancelAt}` });
            return true;
          },
        }),
    },
    sweep: async () => null,
    processEvents: async () => null,
  }),

  stateOf: ({ sim }, { customer }) =>
    JSON.stringify(sim.tables.rows.get(customer.stripeCustomerId) ?? null),
};
