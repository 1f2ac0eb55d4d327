import type { Random } from "../chaos/random.ts";
import { monthsAfter, monthsInAll, openingAt, stopAt, stopsInMonth } from "./calendar.ts";

export type PlanKey = "starter" | "plus" | "enterprise";
export type Currency = "usd" | "eur" | "jpy";
export type Interval = "month" | "year";

/**
 * How a broken card comes right: `bank` lets the next of Stripe's own tries through, `pays` is a press on our billing
 * page, `confirms` a word to the bank on Stripe's page; `never` until Stripe gives up.
 */
export type Recovery = "bank" | "pays" | "confirms" | "never";

export type Deed =
  | {
      does:
        | "upgrade"
        | "downgrade"
        | "to_year"
        | "cancel"
        | "resume"
        | "leave"
        | "walk_out"
        | "return";
    }
  | { does: "break_card"; recovers: Recovery };

/** What an account goes through; drawn before anything happens. */
export type Life = {
  index: number;
  /** Of January. */
  day: number;
  currency: Currency;
  interval: Interval;
  code: "SPRING20" | null;
  deeds: readonly { stop: number; deed: Deed }[];
};

/** A slot is seven stops, 70 days: whatever happens in one is over before the next begins. */
const stopsInSlot = 7;

/** Everybody upgrades, downgrades, cancels and resumes, and has a card that fails; in an order of their own. */
export function drawLife(random: Random, index: number): Life {
  const isYearly = index % 5 === 4;
  const day = 1 + ((index * 7) % 31);
  return {
    index,
    day,
    currency: (["usd", "usd", "eur", "usd", "jpy", "usd", "eur"] as const)[index % 7] ?? "usd",
    interval: isYearly ? "year" : "month",
    code: index % 3 === 0 ? "SPRING20" : null,
    deeds: isYearly
      ? yearlyDeeds(random, day)
      : [...monthlyDeeds(random, day), ...lastDeeds(random, index)],
  };
}

const recoveries = ["bank", "pays", "confirms"] as const;

function monthlyDeeds(random: Random, day: number): Life["deeds"] {
  const order = shuffled(random, ["upgrade", "downgrade", "cancel", "break_card"] as const);
  return order.flatMap((does, slot) => {
    const stop = inSlot(random, slot);
    if (does === "break_card") return [{ stop, deed: { does, recovers: random.pick(recoveries) } }];
    return does === "cancel" ? cancelAndResume(stop, day) : [{ stop, deed: { does } }];
  });
}

/** They renew once, in the twelfth month: with the smaller plan, by a card that fails. */
function yearlyDeeds(random: Random, day: number): Life["deeds"] {
  return [
    { stop: inSlot(random, 0), deed: { does: "upgrade" } },
    ...cancelAndResume(inSlot(random, 1), day),
    { stop: inSlot(random, 3), deed: { does: "downgrade" } },
    {
      stop: 11 * stopsInMonth,
      deed: { does: "break_card", recovers: random.pick(recoveries) },
    },
  ];
}

/** In the last slot some change to a year, some leave, and some of these come back. */
function lastDeeds(random: Random, index: number): Life["deeds"] {
  const stop = inSlot(random, 4);
  const back = { stop: lateStop, deed: { does: "return" as const } };
  switch (index % 10) {
    case 1:
      return [{ stop, deed: { does: "leave" } }, back];
    case 2:
      return [{ stop, deed: { does: "to_year" } }];
    case 3:
      return [{ stop, deed: { does: "break_card", recovers: "never" } }, back];
    case 6:
      return [{ stop, deed: { does: "walk_out" } }];
    case 8:
      return [{ stop, deed: { does: "break_card", recovers: "never" } }];
    default:
      return [];
  }
}

const lateStop = 38;

/** Resumed at the next stop: so it is not cancelled where a period ends before that. */
function cancelAndResume(from: number, day: number): { stop: number; deed: Deed }[] {
  const stop = [from, from + 1, from + 2].find((one) => !renewsBetween(day, one)) ?? from;
  return [
    { stop, deed: { does: "cancel" } },
    { stop: stop + 1, deed: { does: "resume" } },
  ];
}

const renewsBetween = (day: number, stop: number): boolean =>
  Array.from({ length: monthsInAll }, (_, month) => monthsAfter(openingAt(day), month + 1)).some(
    (atMs) => stopAt(stop) < atMs && atMs <= stopAt(stop + 1),
  );

const inSlot = (random: Random, slot: number): number =>
  1 + slot * stopsInSlot + Math.floor(random.between(0, 3));

function shuffled<T>(random: Random, values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
