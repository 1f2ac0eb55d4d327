import { createTurnstile, type Turnstile } from "./create-turnstile.ts";

export type Turnstiles = {
  /** Whoever wants to change something: starts of a checkout above all. */
  buyers: Turnstile;
  /** Whoever looks because Stripe has news: the work of webhooks, return pages. They do not queue behind buyers. */
  bells: Turnstile;
};

/** Two buyers at work at a time, beside those who wait for Stripe: with one or three, fewer are served (`npm run bench`). */
const buyers = 2;

/** One look at a time: with two, the door of webhooks answered later by half (`npm run prove -- --storm`). */
const bells = 1;

export const createTurnstiles = (): Turnstiles => ({
  buyers: createTurnstile(buyers),
  bells: createTurnstile(bells),
});
