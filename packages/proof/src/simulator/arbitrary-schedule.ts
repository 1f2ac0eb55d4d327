import fc from "fast-check";
import type { Command, Fault, FaultKind, Schedule } from "./schedule.ts";

type Of<Do extends Command["do"]> = Extract<Command, { do: Do }>;

const who = fc.constantFrom(0, 0, 0, 0, 1);
const node = fc.nat(1);
const earlier = fc.constantFrom(0, 0, 0, 1, 2);
const named = <Do extends Command["do"]>(name: Do) => fc.constant(name);

const startFields = {
  do: named("start"),
  who,
  tab: fc.constantFrom(0, 0, 0, 1, 2),
  node,
  again: fc.constantFrom(false, false, true),
  price: fc.constantFrom(0, 0, 1, 2, 3),
  code: fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 5),
  hosted: fc.constantFrom(false, false, false, true),
  replace: fc.constantFrom(false, false, true),
};
const start: fc.Arbitrary<Of<"start">> = fc.record(startFields);
const pay: fc.Arbitrary<Of<"pay">> = fc.record({ do: named("pay"), who, earlier });
const reload: fc.Arbitrary<Of<"reload">> = fc.record({ do: named("reload"), who, node, earlier });
const ring: fc.Arbitrary<Of<"ring">> = fc.record({
  do: named("ring"),
  node,
  which: fc.nat(5),
  twice: fc.boolean(),
});
const ringAll: fc.Arbitrary<Command> = fc.record({ do: named("ring all") });
const onNode = fc.record({ do: fc.constantFrom("sweep", "work", "crash", "work"), node });
const passFields = {
  do: named("pass"),
  clock: fc.constantFrom("both" as const, "both", "database", "stripe"),
};
const pass: fc.Arbitrary<Of<"pass">> = fc.record({
  ...passFields,
  time: fc.constantFrom("moment" as const, "moment", "moment", "minute", "brink", "day"),
});
const cancel: fc.Arbitrary<Command> = fc.record({
  do: fc.constantFrom("cancel", "cancel", "cancel later"),
  who,
});
const renew: fc.Arbitrary<Of<"renew">> = fc.record({
  do: named("renew"),
  who,
  isPaid: fc.constantFrom(true, true, false),
});
const byHand = fc.record({ do: fc.constantFrom("delete customer", "change e-mail"), who });
const rare: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: byHand },
  {
    weight: 3,
    arbitrary: fc.record({ do: named("sell in dashboard"), who, isTrial: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: named("use up"), code: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: named("tax"), isOn: fc.boolean() }) },
);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 40, arbitrary: start },
  { weight: 18, arbitrary: pay },
  { weight: 2, arbitrary: fc.record({ do: named("decline"), who, earlier }) },
  { weight: 8, arbitrary: reload },
  { weight: 8, arbitrary: ring },
  { weight: 10, arbitrary: ringAll },
  { weight: 18, arbitrary: onNode },
  { weight: 10, arbitrary: pass },
  { weight: 8, arbitrary: cancel },
  { weight: 12, arbitrary: rare },
);

/** Life with a subscription: less buying, more bells. */
const laterCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.record({ ...startFields, replace: fc.constantFrom(true, true, false) }),
  },
  { weight: 8, arbitrary: pay },
  { weight: 12, arbitrary: reload },
  { weight: 16, arbitrary: ring },
  { weight: 24, arbitrary: ringAll },
  { weight: 10, arbitrary: onNode },
  { weight: 2, arbitrary: pass },
  { weight: 14, arbitrary: cancel },
  { weight: 10, arbitrary: renew },
  { weight: 8, arbitrary: rare },
);

/** What is on its way meets its own sweeper: leases run out while Stripe is still at work. */
const impatientCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: start },
  {
    weight: 6,
    arbitrary: fc.record({ ...passFields, time: fc.constantFrom("moment" as const, "minute") }),
  },
  { weight: 8, arbitrary: fc.record({ do: named("sweep"), node }) },
  { weight: 1, arbitrary: pay },
);

/** Support is at work while people buy: addresses change, customers are deleted. */
const supportCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: start },
  { weight: 8, arbitrary: byHand },
  { weight: 6, arbitrary: fc.record({ do: named("sweep"), node }) },
  { weight: 5, arbitrary: pass },
  { weight: 2, arbitrary: pay },
  { weight: 2, arbitrary: ringAll },
);

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

const picks = fc.uint8Array({ maxLength: 480, size: "max" });
const faults = fc.array(
  fc.oneof({ weight: 4, arbitrary: stripeFault }, { weight: 1, arbitrary: databaseFault }),
  { maxLength: 6, size: "max" },
);
const several = { minLength: 1, maxLength: 24, size: "max" } as const;

const fromTheBeginning: fc.Arbitrary<Schedule> = fc
  .record({ commands: fc.array(command, several), picks, faults })
  .map((schedule) => ({ ...schedule, picks: [...schedule.picks] }));

/** A first purchase in peace, then anything. */
const afterAPurchase: fc.Arbitrary<Schedule> = fc
  .record({ commands: fc.array(laterCommand, several), picks, faults })
  .map(({ commands, ...rest }) => ({
    commands: [
      { ...plainStart },
      { do: "pay", who: 0, earlier: 0 },
      { do: "ring all" },
      ...commands,
    ],
    picks: [...inPeace, ...rest.picks],
    faults: rest.faults.filter(({ at }) => at > 8),
  }));

const plainStart: Of<"start"> = {
  do: "start",
  who: 0,
  tab: 0,
  node: 0,
  again: false,
  price: 0,
  code: 0,
  hosted: false,
  replace: false,
};
const inPeace: readonly number[] = Array.from({ length: 22 }, () => 0);

const early = fc.array(
  stripeFault.chain((fault) => fc.nat(7).map((at) => ({ ...fault, at }))),
  { minLength: 1, maxLength: 3 },
);
const fewer = { minLength: 2, maxLength: 12, size: "max" } as const;
const narrow = (one: fc.Arbitrary<Command>): fc.Arbitrary<Schedule> =>
  fc
    .record({ commands: fc.array(one, fewer), picks, faults: early })
    .map((schedule) => ({ ...schedule, picks: [...schedule.picks] }));

/** Two that have everything, and two narrow ones. They are not shrunk by fast-check: `shrinkSchedule` knows what is plain. */
export const schedules: fc.Arbitrary<Schedule> = fc.noShrink(
  fc.oneof(
    { weight: 3, arbitrary: fromTheBeginning },
    { weight: 3, arbitrary: afterAPurchase },
    { weight: 1, arbitrary: narrow(impatientCommand) },
    { weight: 1, arbitrary: narrow(supportCommand) },
  ),
);
