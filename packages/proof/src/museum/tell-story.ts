import type { Arrow, Sequence } from "../diagram/sequence.ts";
import type { Line, Party } from "../simulator/trace.ts";

export type Story = {
  title: string;
  lines: readonly Line[];
  /** Where it broke, in the end; for a run that held, what is said instead. */
  ending: { on: Party; text: string; is: "bad" | "note" };
};

/** A run as a sequence diagram for people: who presses and pays, what is asked and answered, what gets lost. */
export function tellStory({ title, lines, ending }: Story): Sequence {
  const { on, text, is } = ending;
  const told = [...mergeBells(lines.flatMap(tellLine(lines))), { from: on, to: on, text, is }];
  const present = parties.filter((one) => told.some(({ from, to }) => from === one || to === one));
  const nameOf = (party: string) =>
    party !== "A" && party !== "B" ? party : present.includes("B") ? `server ${party}` : "server";
  return {
    title,
    lanes: present.map(nameOf),
    arrows: told.map((arrow) => ({ ...arrow, from: nameOf(arrow.from), to: nameOf(arrow.to) })),
  };
}

const parties: readonly Party[] = ["customer", "A", "B", "database", "Stripe"];

const tellLine =
  (all: readonly Line[]) =>
  ({ from, to, text }: Line): Arrow[] => {
    const arrow = (is: Arrow["is"], said: string, way = { from, to }): Arrow[] => [
      { ...way, text: said.trim(), is },
    ];
    const beside = { from, to: from };
    if (from === "customer") return arrow("call", to === "Stripe" ? text : pressed(text));
    if (to === "customer") return arrow("answer", answered(text));
    if (text.startsWith("⏱")) return arrow("note", later(text));
    if (text.startsWith("✗ crashes")) return arrow("note", "crashes, and starts again", beside);
    const cut = /^✗ connection cut(?: before: |, | after )?(.*)/.exec(text);
    if (cut) return arrow("lost", `${from === "database" ? "done" : cut[1]} (connection cut)`);
    const [, asked = text, fault] = /^(.*?)\s*⚡ (.*)$/.exec(text) ?? [];
    if (from === "Stripe") {
      if (/^evt_/.test(text)) return arrow("call", `webhook: ${text.replace(/^evt_\d+ /, "")}`);
      if (!text.startsWith("✗ no answer")) return arrow("answer", text);
      const isDone = all.some(
        (one) => keyIn(one.text) === keyIn(text) && one.text.endsWith("lost answer"),
      );
      return isDone
        ? arrow("lost", "done, but nobody hears")
        : arrow("note", "waits no longer", { from: to, to });
    }
    if (to !== "Stripe" || fault === undefined) return arrow("call", asked);
    if (fault === "lost request") return arrow("lost", asked);
    if (keyIn(asked) !== null) return arrow("call", asked);
    return [...arrow("call", asked), ...arrow("lost", fault, { from: to, to: from })];
  };

const keyIn = (text: string): string | null => /\((key[^)]*)\)/.exec(text)?.[1] ?? null;

/** `start tab-1 r2 plus_month_usd SAVE20`: what goes without saying is left out. */
function pressed(text: string): string {
  const [, tab, , priceId, code] = /^start (tab-\d+) (r\d+) (\S+) ?(\S*)/.exec(text) ?? [];
  if (tab === undefined) return text;
  const details = [tab === "tab-1" ? "" : tab.replace("-", " "), code ? `code ${code}` : ""]
    .concat(priceId === "plus_month_usd" ? "" : (priceId ?? ""))
    .filter((one) => one !== "");
  return ["Continue", ...details].join(", ");
}

function answered(text: string): string {
  const [, sessionId, cents] = /^ready (\S+) \(\S+\), (\d+)$/.exec(text) ?? [];
  return sessionId ? `${sessionId}, $${(Number(cents) / 100).toFixed(2)} to pay` : text;
}

function later(text: string): string {
  const seconds = Number(/\+ (\d+) s/.exec(text)?.[1] ?? 0);
  return seconds >= 7_200 ? `${seconds / 3_600} hours later` : `${seconds} s later`;
}

/** Webhooks that come one after the other are one arrow. */
function mergeBells(arrows: readonly Arrow[]): Arrow[] {
  const merged: Arrow[] = [];
  for (const arrow of arrows) {
    const last = merged.at(-1);
    const isBell = arrow.text.startsWith("webhook: ");
    if (isBell && last?.text.startsWith("webhook") && last.to === arrow.to && last.is === "call")
      merged[merged.length - 1] = { ...last, text: "webhooks" };
    else merged.push(arrow);
  }
  return merged;
}
