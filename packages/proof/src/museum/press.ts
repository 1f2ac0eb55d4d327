import { plainStart } from "../simulator/arbitrary-command.ts";

type Start = typeof plainStart;

/** Somebody presses Continue: the same plan each time, in a tab of their own. */
export const press = (change: Partial<Start> = {}): Start => ({
  ...plainStart,
  ...change,
});

/** The second press arrives before the first has had its turn; from then on they take turns. */
export const sideBySide: readonly number[] = [1];
