import fc from "fast-check";
import type { Fault, FaultKind } from "./schedule.ts";

const stripeFault: fc.Arbitrary<Fault> = fc.record({
  on: fc.constant("stripe"),
  at: fc.nat(40),
  times: fc.constantFrom(1, 1, 1, 3),
  is: fc.constantFrom<FaultKind[]>(
    "lost request",
    "lost answer",
    "timeout",
    "500",
    "saved 500",
    "done 500",
  ),
});
const databaseFault: fc.Arbitrary<Fault> = fc.record({
  on: fc.constant("database"),
  at: fc.nat(120),
  times: fc.constant(1),
  is: fc.constantFrom<FaultKind[]>("lost request", "lost answer"),
});

export const faults = fc.array(
  fc.oneof({ weight: 4, arbitrary: stripeFault }, { weight: 1, arbitrary: databaseFault }),
  { maxLength: 6, size: "max" },
);

/** A few of the first calls to Stripe. */
export const early = (...kinds: FaultKind[]): fc.Arbitrary<Fault[]> =>
  fc.array(
    fc.record({
      on: fc.constant("stripe" as const),
      at: fc.nat(6),
      times: fc.constant(1),
      is: fc.constantFrom(...kinds),
    }),
    { maxLength: 2 },
  );

/** Nothing, or this at the first call to Stripe. */
export const firstCall = (is: FaultKind): fc.Arbitrary<Fault[]> =>
  fc.constantFrom<Fault[][]>([], [{ on: "stripe", at: 0, times: 1, is }]);
