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
const byHandDo = fc.constantFrom("delete customer" as const, "change e-mail");
const byHand = fc.record({ do: byHandDo, who });
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
type Many = { minLength: number; maxLength: number; size: "max" };
const several: Many = { minLength: 1, maxLength: 24, size: "max" };
const fewer: Many = { minLength: 3, maxLength: 12, size: "max" };

const fromTheBeginning: fc.Arbitrary<Schedule> = fc
  .record({ commands: fc.array(command, several), picks, faults })
  .map((schedule) => ({ ...schedule, picks: [...schedule.picks] }));

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

const firstPurchase: readonly Command[] = [
  plainStart,
  { do: "pay", who: 0, earlier: 0 },
  { do: "ring all" },
];

/** A first purchase in peace, then anything. */
const withPurchase = (
  one: fc.Arbitrary<Command>,
  { faults: some, ...many }: Many & { faults: fc.Arbitrary<Fault[]> },
): fc.Arbitrary<Schedule> =>
  fc.record({ commands: fc.array(one, many), picks, faults: some }).map((schedule) => ({
    commands: [...firstPurchase, ...schedule.commands],
    picks: [...inPeace, ...schedule.picks],
    faults: schedule.faults.filter(({ at }) => at > 8),
  }));

/** A first purchase in peace, then one story, without faults. */
const afterPurchase = (story: fc.Arbitrary<Command[][]>): fc.Arbitrary<Schedule> =>
  fc.record({ commands: story, picks }).map(({ commands, picks: drawn }) => ({
    commands: [...firstPurchase, ...commands.flat()],
    picks: [...inPeace, ...drawn],
    faults: [],
  }));

const early = (...kinds: FaultKind[]): fc.Arbitrary<Fault[]> =>
  fc.array(
    fc.record({
      on: fc.constant("stripe" as const),
      at: fc.nat(6),
      times: fc.constant(1),
      is: fc.constantFrom(...kinds),
    }),
    { maxLength: 2 },
  );
const moment: Command = { do: "pass", clock: "both", time: "moment" };
const wait: Command = { do: "wait" };
const sweep = fc.record({ do: named("sweep"), node });
const narrow = (one: fc.Arbitrary<Command>, some: fc.Arbitrary<Fault[]>): fc.Arbitrary<Schedule> =>
  fc.record({ commands: fc.array(one, fewer), picks, faults: some }).map((schedule) => ({
    ...schedule,
    commands: [plainStart, ...schedule.commands],
    picks: [...schedule.picks],
  }));

/** Leases run out while Stripe is still at work: what is on its way meets its own sweeper. */
const impatient = narrow(
  fc.oneof(
    { weight: 1, arbitrary: start },
    { weight: 3, arbitrary: fc.constant(moment) },
    { weight: 4, arbitrary: sweep },
  ),
  early("done 500", "done 500", "saved 500", "timeout"),
);

const someOf = (one: fc.Arbitrary<Command>, maxLength: number): fc.Arbitrary<Command[]> =>
  fc.array(one, { maxLength, size: "max" });
const just = (command: Command): fc.Arbitrary<Command[]> => fc.constant([command]);

/** Support is at work while people buy: an address changes, a customer is deleted, and comes again. */
const supportCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ ...startFields, who: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ do: byHandDo, who: fc.constant(0) }) },
  { weight: 3, arbitrary: sweep },
  { weight: 3, arbitrary: fc.constant(moment) },
  { weight: 2, arbitrary: fc.record({ do: named("crash"), node }) },
);
const supported: fc.Arbitrary<Schedule> = fc
  .record({
    commands: fc.tuple(
      just(plainStart),
      just({ do: "change e-mail", who: 0 }),
      someOf(supportCommand, 4),
      just({ do: "delete customer", who: 0 }),
      someOf(supportCommand, 6),
    ),
    picks,
    faults: early("lost answer", "timeout"),
  })
  .map(({ commands, ...rest }) => ({ ...rest, commands: commands.flat(), picks: [...rest.picks] }));

/** The customer whom a process is at work for is deleted while it stands still, and comes again elsewhere. */
const supportedElsewhere: fc.Arbitrary<Schedule> = fc
  .record({
    commands: fc.tuple(
      fc.constant<Command[]>([plainStart, wait]),
      fc
        .constantFrom<Command[]>({ ...plainStart, node: 1 }, { ...plainStart, node: 1, tab: 2 })
        .map((one) => [one]),
      fc.constant<Command[]>([
        { do: "freeze", node: 1 },
        { do: "delete customer", who: 0 },
        { ...plainStart, tab: 1, price: 1 },
        wait,
        { do: "thaw", node: 1 },
      ]),
      someOf(fc.constant<Command>({ do: "crash", node: 1 }), 1),
    ),
    picks,
  })
  .map(({ commands, ...rest }) => ({
    commands: commands.flat(),
    picks: [...rest.picks],
    faults: [],
  }));

/** One process stands still with what it has read, while the world goes on without it. */
const lifeCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: named("cancel later"), who: fc.constant(0) }) },
  { weight: 2, arbitrary: cancel },
  { weight: 2, arbitrary: renew },
  { weight: 2, arbitrary: reload },
  { weight: 2, arbitrary: fc.constant({ ...plainStart, replace: true, node: 1 }) },
  { weight: 2, arbitrary: pay },
);
const frozen: fc.Arbitrary<Schedule> = afterPurchase(
  fc.tuple(
    someOf(lifeCommand, 2),
    fc.constant<Command[]>([
      { do: "cancel later", who: 0 },
      { do: "ring", node: 0, which: 0, twice: false },
      { do: "freeze", node: 0 },
    ]),
    someOf(lifeCommand, 3),
    fc.constant<Command[]>([{ do: "ring all" }, wait, { do: "work", node: 1 }]),
    someOf(lifeCommand, 1),
    just(wait),
    just({ do: "thaw", node: 0 }),
    someOf(lifeCommand, 1),
  ),
);

/** Somebody sells by hand what a customer is about to buy or to replace. */
const soldBeside: fc.Arbitrary<Schedule> = afterPurchase(
  fc.tuple(
    just({ ...plainStart, replace: true, price: 2 }),
    someOf(fc.constant(moment), 1),
    just({ do: "sell in dashboard", who: 0 }),
    someOf(fc.constantFrom<Command[]>(moment, { do: "sell in dashboard", who: 0 }), 1),
    just({ do: "pay", who: 0, earlier: 0 }),
    someOf(
      fc.oneof(
        { weight: 3, arbitrary: ringAll },
        { weight: 4, arbitrary: reload },
        { weight: 3, arbitrary: fc.record({ do: named("work"), node }) },
        { weight: 1, arbitrary: sweep },
        { weight: 1, arbitrary: cancel },
      ),
      6,
    ),
  ),
);

/** Two that have everything, and narrow ones. They are not shrunk by fast-check: `shrinkSchedule` knows what is plain. */
export const schedules: fc.Arbitrary<Schedule> = fc.noShrink(
  fc.oneof(
    { weight: 3, arbitrary: fromTheBeginning },
    { weight: 3, arbitrary: withPurchase(laterCommand, { ...several, faults }) },
    { weight: 1, arbitrary: impatient },
    { weight: 1, arbitrary: supported },
    { weight: 1, arbitrary: supportedElsewhere },
    { weight: 1, arbitrary: frozen },
    { weight: 1, arbitrary: soldBeside },
  ),
);
