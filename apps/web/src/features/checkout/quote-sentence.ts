import type { Duration, Interval, Quote } from "@idem/domain";
import { longDate } from "../../ui/long-date.ts";
import { money } from "../../ui/money.ts";

/**
 * The settled price in one sentence, for eyes and screen readers alike:
 * "SPRING20 applied. Due today $16.00, then $20.00 a month after 3 months."
 */
export function quoteSentence(quote: Quote): string {
  const { code, currency } = quote;
  const applied = code.is === "applied" ? `${code.code} applied. ` : "";
  const today =
    quote.trial === null
      ? `Due today ${money(quote.dueToday, currency)}`
      : `Free until ${longDate(quote.trial.endsAtMs)}`;
  return `${applied}${today}, then ${laterPhrase(quote)}.`;
}

/** What follows what is due today; after a trial, its first charge is named where a code makes it another one. */
export function laterPhrase(quote: Quote): string {
  const { trial, recurring, currency, unitAmount } = quote;
  if (unitAmount === 0) return "nothing";
  const later = renewalPhrase(quote);
  if (trial === null || recurring.discountMonths === null || trial.firstCharge === recurring.amount)
    return later;
  return `${money(trial.firstCharge, currency)} for the first ${recurring.interval}, then ${later}`;
}

/** "$20.00 a month", or with a lasting discount "$20.00 a month after 3 months". */
function renewalPhrase({ recurring, currency }: Quote): string {
  const { amount, discountedAmount, discountMonths, interval } = recurring;
  if (discountMonths === null) return `${money(discountedAmount, currency)} ${per[interval]}`;
  const periods = Math.ceil(discountMonths / monthsIn[interval]);
  const full = `${money(amount, currency)} ${per[interval]}`;
  return periods <= 1 ? full : `${full} after ${count(periods, interval)}`;
}

/** What a code takes off and for how long: "20% off for 3 months". */
export function effectPhrase(
  code: Extract<Quote["code"], { is: "applied" }>,
  currency: string,
): string {
  const off = code.off.is === "percent" ? `${code.off.percent}%` : money(code.off.amount, currency);
  return `${off} off ${durationPhrase(code.duration)}`;
}

function durationPhrase(duration: Duration): string {
  switch (duration.is) {
    case "once":
      return "the first payment";
    case "repeating":
      return `for ${count(duration.months, "month")}`;
    case "forever":
      return "every payment";
  }
}

export const per: Record<Interval, string> = { month: "a month", year: "a year" };
const monthsIn: Record<Interval, number> = { month: 1, year: 12 };
const count = (many: number, unit: Interval): string => `${many} ${unit}${many === 1 ? "" : "s"}`;
