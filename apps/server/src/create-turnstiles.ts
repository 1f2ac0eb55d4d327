import { createTurnstile, type Turnstile } from "./create-turnstile.ts";

export type Turnstiles = {
  /** Whoever wants to change something: starts of a checkout above all. */
  buyers: Turnstile;
  /** Whoever looks because Stripe has news: the work of webhooks, return pages. They do not queue behind buyers. */
  bells: Turnstile;
};

/** One of each at work at a time, beside those who wait for Stripe: with more, nobody is served sooner (`npm run bench`). */
const width = 2;

export const createTurnstiles = (): Turnstiles => ({
  buyers: createTurnstile(width),
  bells: createTurnstile(width),
});
