import type { Ports } from "@idem/billing";
import type { Random } from "../chaos/random.ts";
import type { Boot } from "../simulator/node.ts";
import type { Sim } from "../simulator/sim.ts";
import type { Weather } from "./deal.ts";
import type { History } from "./history.ts";
import type { RecordedStripe } from "./recorded-stripe.ts";

/** Where histories are dealt: a simulated world, and Stripe as it was recorded. */
export type Table = {
  sim: Sim;
  stripe: RecordedStripe;
  random: Random;
  weather: Weather;
  histories: readonly History[];
  /** What the node stands on in its present life; the control has none. */
  ports: Map<string, Ports>;
  /** A start is under way: what comes after it in its history has to wait. */
  isOpening: boolean;
  deliveries: number;
  looks: number;
};

/** What is dealt to: the product, or a usual way in its place. */
export type Player = {
  boot: (table: Table) => Boot;
  /** Everything that it keeps about an account in the end. */
  stateOf: (table: Table, history: History) => string;
};
