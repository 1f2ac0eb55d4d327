/** How many calls a minute one caller may make. */
export type RateRules = {
  quotesPerMinute: number;
  startsPerMinute: number;
  /** Quotes with a code in them: a guess at a code costs one, and so does an honest typo. */
  codesPerMinute: number;
  /** Changes of a running subscription, and previews of them: each asks Stripe. */
  actionsPerMinute: number;
  /** For each address: an office behind one address signs in together, a guesser is stopped. */
  signInsPerMinute: number;
  signUpsPerMinute: number;
  /** Mails that a stranger can make us send to somebody else. */
  resetsPerMinute: number;
};

/**
 * Fifty starts at once and twenty coupon edits in half a second are honest (double clicks, tabs, fast typing), so each
 * rule is several times that; 240 guesses a minute still need years for a six-letter code.
 */
const inProduction: RateRules = {
  quotesPerMinute: 600,
  startsPerMinute: 300,
  codesPerMinute: 240,
  actionsPerMinute: 120,
  signInsPerMinute: 30,
  signUpsPerMinute: 30,
  resetsPerMinute: 5,
};

/** On a developer's machine every buyer of a load test has the same address. */
const locally: RateRules = {
  quotesPerMinute: 20_000,
  startsPerMinute: 5_000,
  codesPerMinute: 20_000,
  actionsPerMinute: 5_000,
  signInsPerMinute: 3_000,
  signUpsPerMinute: 3_000,
  resetsPerMinute: 60,
};

export function rateRules(isProduction: boolean, changes: Partial<RateRules> = {}): RateRules {
  return { ...(isProduction ? inProduction : locally), ...changes };
}
