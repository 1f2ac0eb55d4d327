import type { History } from "./history.ts";

/** The same history of another account: every id in it gets an ending of its own, so that one database can hold many. */
export function relabel(history: History, ending: string): History {
  const text = JSON.stringify(history).replaceAll(
    /\b(acc|cus|sub|cs|evt|pi|chk)_(\w+)/g,
    (id) => `${id}${ending}`,
  );
  // What went in comes out: a history is plain data.
  const relabelled: History = JSON.parse(text);
  return relabelled;
}

/** The state of a relabelled history, told as that of the first one. */
export const unlabel = (state: string, ending: string): string => state.replaceAll(ending, "");
