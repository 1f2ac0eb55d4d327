import type { History } from "./history.ts";

const prefixes = "acc|cus|sub|cs|evt|pi|chk";

/** The same history of another account: every id in it gets an ending of its own, so that one database can hold many. */
export function relabel(history: History, ending: string): History {
  const id = new RegExp(`\\b(?:${prefixes})_\\w+`, "g");
  // What went in comes out: a history is plain data.
  const relabelled: History = JSON.parse(
    JSON.stringify(history).replaceAll(id, (found) => `${found}${ending}`),
  );
  return relabelled;
}

/** The state of a relabelled history, told as that of the first one. Only the last of an id is its ending: it is random before. */
export const unlabel = (state: string, ending: string): string =>
  state.replaceAll(new RegExp(`\\b((?:${prefixes})_\\w+?)${ending}\\b`, "g"), "$1");
