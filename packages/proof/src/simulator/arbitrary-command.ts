import fc from "fast-check";
import type { Command } from "./schedule.ts";

export type Of<Do extends Command["do"]> = Extract<Command, { do: Do }>;

const who = fc.constantFrom(0, 0, 0, 0, 1);
export const node = fc.nat(1);
const earlier = fc.constantFrom(0, 0, 0, 1, 2);
export const named = <Do extends Command["do"]>(name: Do) => fc.constant(name);

export const startFields = {
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
export const start: fc.Arbitrary<Of<"start">> = fc.record(startFields);
export const pay: fc.Arbitrary<Of<"pay">> = fc.record({ do: named("pay"), who, earlier });
export const reload: fc.Arbitrary<Of<"reload">> = fc.record({
  do: named("reload"),
  who,
  node,
  earlier,
});
const ring: fc.Arbitrary<Of<"ring">> = fc.record({
  do: named("ring"),
  node,
  which: fc.nat(5),
  twice: fc.boolean(),
});
export const ringAll: fc.Arbitrary<Command> = fc.record({ do: named("ring all") });
const onNode = fc.record({ do: fc.constantFrom("sweep", "work", "crash", "work"), node });
const passFields = {
  do: named("pass"),
  clock: fc.constantFrom("both" as const, "both", "database", "stripe"),
};
const pass: fc.Arbitrary<Of<"pass">> = fc.record({
  ...passFields,
  time: fc.constantFrom("moment" as const, "moment", "moment", "minute", "brink", "day"),
});
export const cancel: fc.Arbitrary<Command> = fc.record({
  do: fc.constantFrom("cancel", "cancel", "cancel later"),
  who,
});
export const renew: fc.Arbitrary<Of<"renew">> = fc.record({
  do: named("renew"),
  who,
  isPaid: fc.constantFrom(true, true, false),
});
export const byHandDo = fc.constantFrom("delete customer" as const, "change e-mail");
const byHand = fc.record({ do: byHandDo, who });
const act: fc.Arbitrary<Of<"act">> = fc.record({
  do: named("act"),
  who,
  node,
  again: fc.constantFrom(false, false, true),
  what: fc.constantFrom(
    "change now" as const,
    "change now",
    "change at renewal",
    "change at renewal",
    "undo",
    "end later",
    "end later",
    "resume",
    "resume",
    "end now",
    "pay",
  ),
  price: fc.constantFrom(0, 1, 2),
});
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

export const command: fc.Arbitrary<Command> = fc.oneof(
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
export const laterCommand: fc.Arbitrary<Command> = fc.oneof(
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
  { weight: 24, arbitrary: act },
  { weight: 8, arbitrary: rare },
);

export const plainStart: Of<"start"> = {
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

export const moment: Command = { do: "pass", clock: "both", time: "moment" };
export const wait: Command = { do: "wait" };
export const sweep = fc.record({ do: named("sweep"), node });
