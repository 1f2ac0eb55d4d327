import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { type Legacy, type LegacyOrder, parseOrder } from "@idem/postgres";
import type { Finding } from "../finding.ts";
import { countOf } from "./count-of.ts";
import { keepPaidOfStripe } from "./keep-paid-of-stripe.ts";
import type { LegacySurroundings, LegacyWork } from "./run-legacy.ts";

/** How many owners a dry run shows with their rows. */
const mostShown = 5;

/** One row for each owner: shown for a few of them, or, with `execute`, done. */
export async function cleanTable(
  legacy: Legacy,
  { order: text, stripeId, reason, execute }: Extract<LegacyWork, { is: "clean" }>,
  given: LegacySurroundings,
): Promise<Finding> {
  const { json, confirm, progress } = given;
  const order: LegacyOrder = {
    stripeColumn: stripeId ?? null,
    parts: text === "" ? [] : parseOrder(text),
  };
  const signal = given.untilStopped();
  if (stripeId !== undefined) await keepPaidOfStripe(legacy, given, signal);
  if (!execute) return showCleaning(legacy, order, given);
  const { surplus } = await legacy.count();
  if (!(await confirm(`Move ${countOf(surplus)} rows out of ${given.table}?`)))
    return { text: "Nothing was done.", isFine: false };
  const runId = `run_${randomUUID().slice(0, 13)}`;
  const askedBy = `${userInfo().username} at the command line`;
  const removed = await legacy.clean({
    ...{ runId, askedBy, reason, order, signal },
    tell: (done) => progress(`moving: ${countOf(done)} of ${countOf(surplus)} rows`),
  });
  const verdict = await legacy.verify();
  const isFine = verdict.surplus === 0 && verdict.index === "valid";
  const told = `${runId}: ${countOf(removed)} rows moved to idem_legacy.removed; the unique index is ${verdict.index}.`;
  return { text: json ? JSON.stringify({ runId, removed, ...verdict }) : told, isFine };
}

async function showCleaning(
  legacy: Legacy,
  order: LegacyOrder,
  { owner: column, json }: LegacySurroundings,
): Promise<Finding> {
  const doubled = await legacy.count();
  const choices = await legacy.choices(order, mostShown);
  const isFine = doubled.surplus === 0;
  if (json) return { text: JSON.stringify({ ...doubled, choices }), isFine };
  const shown = choices.map(
    ({ owner, kept, removed }) =>
      `${column} ${owner}\n  stays  ${JSON.stringify(kept)}\n${removed.map((row) => `  goes   ${JSON.stringify(row)}`).join("\n")}`,
  );
  const { owners, surplus, rows } = doubled;
  const summary = `${countOf(owners)} owners have ${countOf(surplus)} rows too many, of ${countOf(rows)}. Nothing was changed.`;
  return { text: [...shown, summary].join("\n"), isFine };
}
