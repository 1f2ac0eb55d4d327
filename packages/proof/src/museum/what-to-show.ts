import type { Line } from "../simulator/trace.ts";

/** Up to where it broke: what a customer or a session too many was answered, or everything. */
export function untilItBroke(lines: readonly Line[], violations: readonly string[]): Line[] {
  const [, ids = ""] =
    /^(?:G1: \S+ has \S+ and|G2:) ((?:cus|cs)_\d+)/.exec(violations[0] ?? "") ?? [];
  const at = lines.findLastIndex(({ text }) => ids !== "" && text.startsWith(`done: ${ids} `));
  return lines.slice(0, at < 0 ? lines.length : at + 1);
}

/** The request that made one too many, or the statement that the database refused. */
export function momentOf(lines: readonly Line[], violations: readonly string[]): Line | undefined {
  const [violation = ""] = violations;
  if (violation.startsWith("fault")) return lines.findLast(({ to }) => to === "database");
  const [, key] = /^done: \S+ (\(key[^)]*\))$/.exec(lines.at(-1)?.text ?? "") ?? [];
  if (!/^G[12]:/.test(violation) || key === undefined) return undefined;
  return lines.findLast(({ to, text }) => to === "Stripe" && text.includes(key));
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
