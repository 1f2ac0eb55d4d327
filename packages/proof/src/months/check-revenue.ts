import { type MrrMonth, monthOf, movementKinds } from "@idem/domain";
import { readMovements, readMrr } from "@idem/postgres";
import type Stripe from "stripe";
import type { Seen } from "./check-month.ts";
import type { MonthsWorld } from "./months-world.ts";

/** Whether what was booked adds up, and comes to what Stripe's subscriptions bring now; what is wrong, in sentences. */
export async function checkRevenue(
  { prisma, time }: Pick<MonthsWorld, "prisma" | "time">,
  seen: readonly Seen[],
): Promise<{ findings: string[]; months: MrrMonth[] }> {
  const months = await readMrr(prisma, time.nowMs);
  const findings = [...months.flatMap(sumsWrong), ...gaps(months)];
  for (const { account, subscription } of seen) {
    const { accountId } = account.subscriber;
    const [booked] = (await readMovements(prisma, accountId)).slice(-1);
    const brings = monthlyOf(subscription);
    if ((booked?.mrr ?? 0) !== brings)
      findings.push(`account ${account.life.index}: booked ${booked?.mrr}, brings ${brings}`);
  }
  const last = months.filter(({ month }) => month === monthOf(time.nowMs));
  for (const { currency, ending } of last) {
    const brings = seen
      .filter(({ subscription }) => subscription.currency === currency)
      .reduce((sum, { subscription }) => sum + monthlyOf(subscription), 0);
    if (brings !== ending)
      findings.push(
        `${currency} ends ${monthOf(time.nowMs)} at ${ending}; Stripe's bring ${brings}`,
      );
  }
  return { findings, months };
}

function sumsWrong(month: MrrMonth): string[] {
  const { starting, expansion, reactivation, contraction, churn, ending } = month;
  const sum = starting + month.new + expansion + reactivation - contraction - churn;
  const isWhole = movementKinds.every((kind) => Number.isSafeInteger(month[kind]));
  return sum === ending && isWhole ? [] : [`${month.currency} ${month.month} does not add up`];
}

/** Each month starts with what the one before has ended with. */
const gaps = (months: readonly MrrMonth[]): string[] =>
  months.flatMap((month, at) => {
    const before = months[at - 1];
    const starting = before?.currency === month.currency ? before.ending : 0;
    return month.starting === starting
      ? []
      : [`${month.currency} ${month.month} starts at ${month.starting}, not at ${starting}`];
  });

/** Worked out anew: the price less the discount, a twelfth of it for a year, rounded. Halves do not occur in these prices. */
function monthlyOf({ status, items, discounts }: Stripe.Subscription): number {
  const [item] = items.data;
  if (item === undefined || !["active", "past_due"].includes(status)) return 0;
  const full = (item.price.unit_amount ?? 0) * (item.quantity ?? 1);
  const off = discounts.length > 0 ? full * 0.2 : 0;
  return Math.round((full - off) / (item.price.recurring?.interval === "year" ? 12 : 1));
}
