import type { EntryWord, Section } from "./read-ledger.ts";

/** What the product promises, by number: neither more nor fewer. */
export const promised = Array.from({ length: 12 }, (_, index) => `G${index + 1}`);

export const has = ({ entries }: Section, word: EntryWord): boolean =>
  entries.some((entry) => entry.word === word);

export const namesOf = ({ entries }: Section, word: EntryWord): string[] =>
  entries.filter((entry) => entry.word === word).flatMap(({ names }) => names);

/** `yes`, `in part` (its chapter says what is missing) or `planned`. */
export function stateOf(section: Section): string {
  if (has(section, "Planned")) return "planned";
  return has(section, "Not yet") ? "in part" : "yes";
}
