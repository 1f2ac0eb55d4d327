/** Currencies without minor units, from Stripe's list; and those with three digits. */
const zeroDecimal = new Set(
  "bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split(" "),
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

/** Splits `total` in proportion to `weights` so that the parts add up to it again. */
export function split(total: number, weights: number[]): number[] {
  const sum = weights.reduce((left, right) => left + right, 0);
  let restTotal = total;
  let restSum = sum;
  return weights.map((weight) => {
    const part = restSum === 0 ? 0 : Math.round((restTotal * weight) / restSum);
    restTotal -= part;
    restSum -= weight;
    return part;
  });
}
