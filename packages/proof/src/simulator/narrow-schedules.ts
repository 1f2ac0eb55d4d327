import fc from "fast-check";
import { afterPurchase, fewer, just, picks, someOf, withPurchase } from "./after-a-purchase.ts";
import {
  byHandDo,
  cancel,
  laterCommand,
  moment,
  named,
  node,
  pay,
  plainStart,
  reload,
  renew,
  ringAll,
  start,
  startFields,
  sweep,
  wait,
} from "./arbitrary-command.ts";
import { early, faults, firstCall } from "./arbitrary-faults.ts";
import type { Command, Fault, Schedule } from "./schedule.ts";

const narrow = (one: fc.Arbitrary<Command>, some: fc.Arbitrary<Fault[]>): fc.Arbitrary<Schedule> =>
  fc.record({ commands: fc.array(one, fewer), picks, faults: some }).map((schedule) => ({
    ...schedule,
    commands: [plainStart, ...schedule.commands],
    picks: [...schedule.picks],
  }));

/** Leases run out while Stripe is still at work: what is on its way meets its own sweeper. */
export const impatient = narrow(
  fc.oneof(
    { weight: 1, arbitrary: start },
    { weight: 3, arbitrary: fc.constant(moment) },
    { weight: 4, arbitrary: sweep },
  ),
  early("done 500", "done 500", "saved 500", "timeout"),
);

/** A second before a key is too old to be sent, it is sent once more; and it arrives when it is too old. */
export const atTheBrink: fc.Arbitrary<Schedule> = fc
  .record({
    commands: fc.tuple(
      just(plainStart),
      just({ do: "pass", clock: "both", time: "brink" }),
      fc.array(sweep, { minLength: 1, maxLength: 2 }),
      just(moment),
      fc.array(sweep, { minLength: 1, maxLength: 3 }),
    ),
    picks,
    faults: firstCall("lost request"),
  })
  .map(({ commands, ...rest }) => ({ ...rest, commands: commands.flat(), picks: [...rest.picks] }));

/** The address changes while the customer is being made, and their sweeper does not wait for the answer. */
export const changedOnItsWay: fc.Arbitrary<Schedule> = fc
  .record({
    commands: fc.tuple(
      fc.constant<Command[]>([plainStart, { do: "change e-mail", who: 0 }, moment]),
      fc.array(sweep, { minLength: 1, maxLength: 2 }),
      just(moment),
      fc.array(sweep, { minLength: 1, maxLength: 3 }),
    ),
    picks,
    faults: firstCall("timeout"),
  })
  .map(({ commands, ...rest }) => ({ ...rest, commands: commands.flat(), picks: [...rest.picks] }));

/** Superseded while its session was on its way and its asker died; then the session is looked for, and never was made. */
export const givenUp: fc.Arbitrary<Schedule> = fc
  .record({
    commands: fc.tuple(
      fc.constant<Command[]>([plainStart, moment, { ...plainStart, node: 1, tab: 1, price: 1 }]),
      fc.constantFrom<Command[][]>([{ do: "crash", node: 1 }], [moment, { do: "crash", node: 1 }]),
      fc.constantFrom<Command[][]>([moment], [moment, { do: "sweep", node: 0 }, wait]),
      just({ ...plainStart, tab: 1, price: 1 }),
      someOf(fc.constantFrom<Command[]>({ ...plainStart, tab: 2 }, moment, wait), 4),
    ),
    picks,
    faults: early("saved 500", "lost request"),
  })
  .map(({ commands, ...rest }) => ({ ...rest, commands: commands.flat(), picks: [...rest.picks] }));

/** Support is at work while people buy: an address changes, a customer is deleted, and comes again. */
const supportCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ ...startFields, who: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ do: byHandDo, who: fc.constant(0) }) },
  { weight: 3, arbitrary: sweep },
  { weight: 3, arbitrary: fc.constant(moment) },
  { weight: 2, arbitrary: fc.record({ do: named("crash"), node }) },
);
export const supported: fc.Arbitrary<Schedule> = fc
  .record({
    commands: fc.tuple(
      just(plainStart),
      just({ do: "change e-mail", who: 0 }),
      fc.constantFrom<Command[][]>([], [wait, moment, { do: "sweep", node: 0 }]),
      someOf(supportCommand, 2),
      just({ do: "delete customer", who: 0 }),
      fc.constantFrom<Command[][]>([], [{ ...plainStart, tab: 1 }]),
      someOf(supportCommand, 4),
    ),
    picks,
    faults: early("lost answer", "timeout"),
  })
  .map(({ commands, ...rest }) => ({ ...rest, commands: commands.flat(), picks: [...rest.picks] }));

/** The customer whom a process is at work for is deleted while it stands still, and comes again elsewhere. */
export const supportedElsewhere: fc.Arbitrary<Schedule> = fc
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
  { weight: 2, arbitrary: fc.constant({ ...plainStart, price: 1, replace: true, node: 1 }) },
  { weight: 2, arbitrary: pay },
);
export const frozen: fc.Arbitrary<Schedule> = afterPurchase(
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
export const soldBeside: fc.Arbitrary<Schedule> = afterPurchase(
  fc.tuple(
    just({ ...plainStart, replace: true, price: 2 }),
    fc.constantFrom<Command[][]>([], [], [moment]),
    just({ do: "sell in dashboard", who: 0 }),
    someOf(fc.constantFrom<Command[]>(moment, { do: "sell in dashboard", who: 0 }), 1),
    fc.constant<Command[]>([{ do: "pay", who: 0, earlier: 0 }, { do: "ring all" }]),
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

/**
 * Webhooks that are never delivered, with passes that begin anywhere in between. Played by themselves: among the others
 * they would take the turns in which these find their mutants.
 */
export const untold: fc.Arbitrary<Schedule> = withPurchase(
  fc.oneof(
    { weight: 3, arbitrary: laterCommand },
    { weight: 1, arbitrary: fc.record({ do: named("lose bells") }) },
    { weight: 1, arbitrary: fc.record({ do: named("reconcile"), node }) },
  ),
  { ...fewer, faults },
);
