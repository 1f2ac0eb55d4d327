/** Currencies without minor units, from Stripe's list, but for UGX, of which 5 are 500 all the same; and those with three digits. */
const zeroDecimal = new Set(
  "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "),
);
const threeDecimal = new Set("bhd jod kwd omr tnd".split(" "));

const decimalsOf = (currency: string): number =>
  zeroDecimal.has(currency) ? 0 : threeDecimal.has(currency) ? 3 : 2;

/** `1999`, `usd` → `$19.99`, for people. */
export function formatAmount(amount: number, currency: string): string {
  const digits = decimalsOf(currency);
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits);
}

/** `percent` (at most two decimals) of an amount in minor units, halves rounded up as Stripe does; exact. */
export function percentOf(amount: number, percent: number): number {
  const hundredths = BigInt(Math.round(percent * 100));
  return Number((BigInt(amount) * hundredths + 5000n) / 10_000n);
}

/**
 * `amount` × `part` / `whole` in whole minor units, halves away from zero. Exact: a year in seconds times
 * the amount of a large team is more than a number holds.
 */
export function proportion(amount: number, part: number, whole: number): number {
  if (whole <= 0) return 0;
  const twice = BigInt(Math.abs(amount)) * BigInt(part) * 2n;
  const share = Number((twice + BigInt(whole)) / (BigInt(whole) * 2n));
  return amount < 0 && share !== 0 ? -share : share;
}

/**
 * Splits `total` in proportion to `weights` so that the parts add up to it again and none is more than its
 * weight. What rounding down leaves goes to the last lines, as in Stripe's example of $5 on $10 and $20:
 * 166 and 334.
 */
export function split(total: number, weights: number[]): number[] {
  const sum = weights.reduce((left, right) => left + right, 0);
  if (sum === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => Number((BigInt(total) * BigInt(weight)) / BigInt(sum)));
  let left = total - parts.reduce((one, two) => one + two, 0);
  for (let at = parts.length - 1; at >= 0 && left > 0; at--) {
    const [part, weight] = [parts[at] ?? 0, weights[at] ?? 0];
    if (part >= weight) continue;
    parts[at] = part + 1;
    left -= 1;
  }
  return parts;
}
