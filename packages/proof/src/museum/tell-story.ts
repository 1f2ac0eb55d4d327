import type { Arrow, Sequence } from "../diagram/sequence.ts";
import type { Line, Party } from "../simulator/trace.ts";
import { tellLine } from "./tell-line.ts";

export type Story = {
  title: string;
  lines: readonly Line[];
  /** What stands before each “Continue”, where it is not one customer alone who presses. */
  presses: readonly string[];
  /** What came of it, and where it is to be seen. */
  ending: readonly { on: Party; text: string; is: "bad" | "note" }[];
};

const parties: readonly Party[] = ["customer", "A", "B", "database", "Stripe"];

/** A run as a sequence diagram for people: who presses and pays, what is asked and answered, what gets lost. */
export function tellStory({ title, lines, presses, ending }: Story): Sequence {
  const told = [
    ...nameThePresses(lines.flatMap(tellLine(lines)), presses),
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

const isBell = ({ from, to }: Line): boolean => from === "Stripe" && (to === "A" || to === "B");
const isWebhook = (line: Line): boolean => isBell(line) && line.text.startsWith("evt_");

/** What an exhibit reads of its webhooks: those of subscriptions, and none after the last that it did something about. */
export function heardBells(lines: readonly Line[]): Line[] {
  const read = lines.filter(
    (line) => !isWebhook(line) || / customer\.subscription\./.test(line.text),
  );
  return read.slice(0, read.findLastIndex((line) => !isWebhook(line)) + 1);
}

/** A run of the product without its housekeeping: presses, payments, calls to Stripe and commits. */
export function essentials(lines: readonly Line[]): Line[] {
  const kept = lines.filter(
    ({ to, text }) => to !== "database" || /^(commit|✗)/.test(text) || text.startsWith("void "),
  );
  // Webhooks that come together are told once.
  return kept.flatMap((line, at) => {
    const before = kept[at - 1];
    if (!isWebhook(line)) return [line];
    if (before && isWebhook(before)) return [];
    const end = kept.findIndex((one, index) => index > at && !isWebhook(one));
    const count = (end < 0 ? kept.length : end) - at;
    return [count === 1 ? line : { ...line, text: `evt_0 and ${count - 1} more` }];
  });
}
