import type { ReceivedEvent } from "@idem/billing";
import { createRandom, type Random } from "../chaos/random.ts";
import type { History, Step } from "./history.ts";

/** One thing of a dealt history, in the order in which it is done. */
export type Card =
  | { do: "step"; history: History; step: Step }
  | { do: "deliver"; event: ReceivedEvent; node: number }
  /** Somebody looks at their return page. */
  | { do: "look"; history: History; node: number }
  | { do: "crash"; node: number };

export type Deal = { cards: Card[]; random: Random; weather: Weather };

/** How bad it is: the share of events that come long after what followed, of those that come again, of slow answers. */
export type Weather = { late: number; again: number; slow: number };

/**
 * Shuffles what came of some accounts: their steps stay in order, and each event comes once, twice or three times, at any
 * time after it was made. The same seed deals the same.
 */
export function deal(histories: readonly History[], seed: number): Deal {
  const random = createRandom(seed);
  const weather: Weather = {
    late: random.pick([0, 0.2, 0.6]),
    again: random.pick([0, 0.3, 0.6]),
    slow: random.pick([0.05, 0.2, 0.5]),
  };
  const copies = () => copiesIn(weather, random);
  const timed = histories.flatMap((history) => {
    const length = history.steps.length;
    const whenAfter = (at: number) =>
      at + random.next() * (random.chance(weather.late) ? length + 1 - at : 0.9);
    return [
      ...history.steps.map((step, at) => ({ at, card: { do: "step" as const, history, step } })),
      ...history.steps.flatMap(({ events }, at) =>
        events
          .flatMap((event) => copies().map(() => event))
          .map((event) => ({ at: whenAfter(at), card: delivery(event, random) })),
      ),
      ...copies().map(() => ({
        at: random.between(0, length + 1),
        card: { do: "look" as const, history, node: nodeBy(random) },
      })),
    ];
  });
  const crash = { at: random.between(0, 5), card: { do: "crash" as const, node: nodeBy(random) } };
  const cards = [...timed, ...(random.chance(0.2) ? [crash] : [])]
    .toSorted((a, b) => a.at - b.at)
    .map(({ card }) => card);
  return { cards, random, weather };
}

/** What we have caused by ending something is dealt among what is still to come. */
export function dealIn(
  { cards, random, weather }: Deal,
  events: readonly ReceivedEvent[],
  from: number,
): void {
  for (const event of events)
    for (const _ of copiesIn(weather, random)) {
      const at = from + Math.floor(random.next() * (cards.length - from + 1));
      cards.splice(at, 0, delivery(event, random));
    }
}

const copiesIn = ({ again }: Weather, random: Random): number[] =>
  random.chance(again) ? (random.chance(0.7) ? [1, 2] : [1, 2, 3]) : [1];

const nodeBy = (random: Random): number => (random.chance(0.5) ? 1 : 0);

const delivery = (event: ReceivedEvent, random: Random): Card => ({
  do: "deliver",
  event,
  node: nodeBy(random),
});
