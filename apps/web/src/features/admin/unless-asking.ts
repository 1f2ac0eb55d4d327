import { isAsking } from "./is-asking.ts";

/**
 * How often a list is read anew by itself: not while a dialog is open. What somebody is just giving a reason for would be
 * gone from under their hands if it came to its end meanwhile.
 */
export const unlessAsking = (everyMs: number) => (): number | false =>
  isAsking() ? false : everyMs;
