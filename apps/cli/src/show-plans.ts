import type { IdemClient } from "@idem/client";
import { formatMoney } from "@idem/domain";
import type { Finding, Showing } from "./finding.ts";

/** The catalogue, one line a price. A catalogue with nothing in it is a finding: nobody can buy. */
export async function showPlans(
  client: IdemClient,
  { json, timeoutMs }: Showing,
): Promise<Finding> {
  const plans = await client.catalog.plans.query(undefined, {
    signal: AbortSignal.timeout(timeoutMs),
  });
  const lines = plans.flatMap(({ name, prices, maxSeats, trialDays }) =>
    prices.map(({ id, currency, unitAmount, interval }) => {
      const seat = maxSeats > 1 ? " for each seat" : "";
      const trial = trialDays > 0 ? `, ${trialDays} days free` : "";
      const price = `${formatMoney({ amount: unitAmount, currency })} a ${interval}${seat}${trial}`;
      return `${id.padEnd(24)}${name.padEnd(14)}${price}`;
    }),
  );
  const isFine = lines.length > 0;
  if (json) return { text: JSON.stringify(plans), isFine };
  return { text: isFine ? lines.join("\n") : "Nothing is on sale.", isFine };
}
