import type { Line } from "../simulator/trace.ts";
import type { Arrow } from "./sequence.ts";

export type Telling = {
  /** The whole run, to know what became of a request. */
  all: readonly Line[];
  /** Presses as the simulator notes them, with revision and price, instead of what goes without saying left out. */
  withDetails: boolean;
};

/** One line of a run as an arrow, or as two: what was asked, and that it failed. */
export const tellLine =
  ({ all, withDetails }: Telling) =>
  ({ from, to, text }: Line): Arrow[] => {
    const arrow = (is: Arrow["is"], said: string, way = { from, to }): Arrow[] => [
      { ...way, text: said.trim(), is },
    ];
    if (from === "customer") return arrow("call", withDetails ? text : pressed(text));
    if (to === "customer") return arrow("answer", answered(text));
    if (text.startsWith("⏱")) return arrow("note", later(text));
    if (text.startsWith("✗ crashes")) return arrow("note", "crashes, and starts again");
    const [, cut] = /^✗ connection cut(?: before: |, | after )?(.*)/.exec(text) ?? [];
    if (cut !== undefined)
      return arrow(
        "lost",
        from === "database" ? "done (connection cut)" : `${cut} (connection cut)`,
      );
    if (from === "Stripe") return arrowFromStripe(all, { from, to, text });
    const [, asked = text, fault] = /^(.*?)\s*⚡ (.*)$/.exec(text) ?? [];
    if (to !== "Stripe" || fault === undefined) return arrow("call", asked);
    if (fault === "lost request") return arrow("lost", asked);
    // What became of a request that has a key is told by lines of its own.
    if (keyIn(asked) !== null) return arrow("call", asked);
    return [...arrow("call", asked), ...arrow("lost", fault, { from: to, to: from })];
  };

function arrowFromStripe(all: readonly Line[], { from, to, text }: Line): Arrow[] {
  if (text.startsWith("evt_"))
    return [{ from, to, text: text.replace(/^evt_\d+/, "webhook"), is: "call" }];
  if (!text.startsWith("✗ no answer")) return [{ from, to, text, is: "answer" }];
  const isDone = all.some(
    (one) => keyIn(one.text) === keyIn(text) && one.text.endsWith("⚡ lost answer"),
  );
  return isDone
    ? [{ from, to, text: "done, but nobody hears", is: "lost" }]
    : [{ from: to, to, text: "no answer comes", is: "note" }];
}

const keyIn = (text: string): string | null => /\((key[^)]*)\)/.exec(text)?.[1] ?? null;

/** `start tab-1 r2 plus_month_usd SAVE20`: what goes without saying is left out. */
function pressed(text: string): string {
  const [, tab, priceId = "", code] = /^start (tab-\d+) r\d+ (\S+) ?(\S*)/.exec(text) ?? [];
  if (tab === undefined) return text;
  const price = priceId === "plus_month_usd" ? "" : priceId;
  const details = [tab === "tab-1" ? "" : tab.replace("-", " "), code ? `code ${code}` : "", price];
  return ["Continue", ...details.filter((one) => one !== "")].join(", ");
}

function answered(text: string): string {
  const [, sessionId, cents] = /^ready (\S+) \(\S+\), (\d+)$/.exec(text) ?? [];
  if (sessionId) return `${sessionId}, $${(Number(cents) / 100).toFixed(2)} to pay`;
  return text.replace(/^page: (.*)/, "“$1”");
}

function later(text: string): string {
  const seconds = Number(/\+ (\d+) s/.exec(text)?.[1] ?? 0);
  if (seconds === 0) return text.replace(/^⏱ /, "");
  return seconds >= 7_200 ? `${seconds / 3_600} hours later` : `${seconds} s later`;
}
