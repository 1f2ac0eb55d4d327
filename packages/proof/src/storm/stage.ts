import type Stripe from "stripe";
import type { StartInput } from "../world/start.ts";

/** What a scene may do to one account: everything else is written down while it does it. */
export type Stage = {
  stripe: Stripe;
  /** Gets a checkout from the product; answers its session. */
  open(choice: Partial<StartInput>): Promise<string>;
  pay(session: string, card?: string): Promise<unknown>;
  /** Something happens at Stripe, and nobody has told us yet. */
  happens(what: string, work: () => Promise<unknown>): Promise<void>;
  /** The product looks, and ends what must end. */
  look(): Promise<void>;
  /** Moves the clock of the local Stripe. */
  pass(ms: number): Promise<void>;
  customer(): Promise<string>;
  priceAtStripe(priceId: string): Promise<string>;
};
