import type { Command } from "../simulator/schedule.ts";

type Start = Extract<Command, { do: "start" }>;

/** Somebody presses Continue: the same plan each time, in a tab of their own. */
export const press = (change: Partial<Start> = {}): Start => ({
  do: "start",
  who: 0,
  tab: 0,
  node: 0,
  again: false,
  price: 0,
  code: 0,
  hosted: false,
  replace: false,
  ...change,
});

/** The second press arrives before the first has had its turn; from then on they take turns. */
export const sideBySide: readonly number[] = [1];
