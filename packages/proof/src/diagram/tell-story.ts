import type { Line, Party } from "../simulator/trace.ts";
import type { Arrow, Sequence } from "./sequence.ts";
import { tellLine } from "./tell-line.ts";

export type Story = {
  title: string;
  lines: readonly Line[];
  /** What stands before each “Continue”, where it is not one customer alone who presses. */
  presses: readonly string[];
  /** For who looks for a mistake rather than for the story. */
  withDetails?: boolean;
  /** The line that did it, if it is one: drawn as the moment at which it breaks. */
  moment?: Line | undefined;
  /** What came of it, and where it is to be seen. */
  ending: readonly { on: Party; text: string; is: "bad" | "note" }[];
};

const parties: readonly Party[] = ["customer", "A", "B", "database", "Stripe"];

/** A run as a sequence diagram for people: who presses and pays, what is asked and answered, what gets lost. */
export function tellStory({
  title,
  lines,
  presses,
  withDetails = false,
  moment,
  ending,
}: Story): Sequence {
  const tellOne = tellLine({ all: lines, withDetails });
  const tell = (line: Line): Arrow[] =>
    line === moment ? tellOne(line).map((arrow) => ({ ...arrow, is: "bad" })) : tellOne(line);
  const told = [
    ...nameThePresses(lines.flatMap(tell), presses),
    ...ending.map(({ on, text, is }) => ({ from: on, to: on, text, is })),
  ];
  const present = parties.filter((one) => told.some(({ from, to }) => from === one || to === one));
  const nameOf = (party: string) =>
    party !== "A" && party !== "B" ? party : present.includes("B") ? `server ${party}` : "server";
  return {
    title,
    lanes: present.map(nameOf),
    arrows: told.map((arrow) => ({ ...arrow, from: nameOf(arrow.from), to: nameOf(arrow.to) })),
  };
}

function nameThePresses(arrows: readonly Arrow[], presses: readonly string[]): Arrow[] {
  const names = presses[Symbol.iterator]();
  return arrows.map((arrow) => {
    if (arrow.from !== "customer" || !arrow.text.startsWith("Continue")) return arrow;
    return { ...arrow, text: `${names.next().value ?? ""}${arrow.text}` };
  });
}
