import fc from "fast-check";
import { plainStart } from "./arbitrary-command.ts";
import type { Command, Fault, Schedule } from "./schedule.ts";

export const picks = fc.uint8Array({ maxLength: 480, size: "max" });

export type Many = { minLength: number; maxLength: number; size: "max" };
export const several: Many = { minLength: 1, maxLength: 24, size: "max" };
export const fewer: Many = { minLength: 3, maxLength: 12, size: "max" };

const inPeace: readonly number[] = Array.from({ length: 22 }, () => 0);

const firstPurchase: readonly Command[] = [
  plainStart,
  { do: "pay", who: 0, earlier: 0 },
  { do: "ring all" },
];

/** A first purchase in peace, then anything. */
export const withPurchase = (
  one: fc.Arbitrary<Command>,
  { faults: some, ...many }: Many & { faults: fc.Arbitrary<Fault[]> },
): fc.Arbitrary<Schedule> =>
  fc.record({ commands: fc.array(one, many), picks, faults: some }).map((schedule) => ({
    commands: [...firstPurchase, ...schedule.commands],
    picks: [...inPeace, ...schedule.picks],
    faults: schedule.faults.filter(({ at }) => at > 8),
  }));

/** A first purchase in peace, then one story, without faults. */
export const afterPurchase = (story: fc.Arbitrary<Command[][]>): fc.Arbitrary<Schedule> =>
  fc.record({ commands: story, picks }).map(({ commands, picks: drawn }) => ({
    commands: [...firstPurchase, ...commands.flat()],
    picks: [...inPeace, ...drawn],
    faults: [],
  }));

export const someOf = (one: fc.Arbitrary<Command>, maxLength: number): fc.Arbitrary<Command[]> =>
  fc.array(one, { maxLength, size: "max" });
export const just = (command: Command): fc.Arbitrary<Command[]> => fc.constant([command]);
