import type { Clocks, Sim } from "../sim.ts";
import type { EventObject } from "./state.ts";

/** Stripe counts in whole seconds. */
export const second = ({ stripeMs }: Clocks): number => Math.floor(stripeMs / 1_000) * 1_000;

/** Leaves a webhook in the outbox: when it is delivered, how often and in which order is up to the schedule. */
export function emit(
  sim: Sim,
  type: string,
  customerId: string,
  payload: EventObject["payload"] = null,
): void {
  const createdMs = second(sim.clocks);
  sim.stripe.outbox.push({ id: sim.newId("evt"), type, customerId, createdMs, payload });
}
