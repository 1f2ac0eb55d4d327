import { setTimeout as pause } from "node:timers/promises";
import type { Demo } from "@idem/api";
import type { Logger } from "pino";
import type { ServeConfig } from "../serve-config.ts";
import { openLocalStripeHand } from "./local-stripe-hand.ts";
import { type SeedingPorts, seedCustomers } from "./seed-customers.ts";

/**
 * Demo customers, where a server runs with demo data and on the local Stripe, whose pay page this fills in; `null`
 * everywhere else. Those who ask while it is at work join in.
 */
export function createDemo(
  { seedDemo, stripe }: Pick<ServeConfig, "seedDemo" | "stripe">,
  { logger, ...ports }: Omit<SeedingPorts, "hand"> & { logger: Logger },
): Demo | null {
  const { apiBase, scriptUrl, secretKey } = stripe;
  if (!seedDemo || apiBase === null || scriptUrl === null) return null;
  const hand = openLocalStripeHand(apiBase, { secretKey, pause });
  let running: ReturnType<Demo["seed"]> | null = null;
  const seed: Demo["seed"] = async () => {
    try {
      return { is: "seeded", ...(await seedCustomers({ ...ports, hand })) };
    } catch (error) {
      logger.warn({ err: error }, "the demo customers were not all made");
      return { is: "unfinished" };
    } finally {
      running = null;
    }
  };
  return {
    seed: () => {
      running ??= seed();
      return running;
    },
  };
}
