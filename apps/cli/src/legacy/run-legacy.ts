import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { type Legacy, type LegacyOrder, openLegacy, parseOrder } from "@idem/postgres";
import type { Finding } from "../finding.ts";
import type { Surroundings } from "../run.ts";
import { keepPaidOfStripe } from "./keep-paid-of-stripe.ts";

export type LegacyWork =
  | {
      is: "clean";
      order: string;
      stripeId?: string;
      reason: string;
      execute?: true;
      verify?: true;
      undo?: string;
    }
  | { is: "guard"; execute?: true };

export type LegacySurroundings = Pick<
  Surroundings,
  "write" | "progress" | "confirm" | "deployment" | "untilStopped"
> & { table: string; owner: string; database?: string; json?: true };

/** How many owners a dry run shows with their rows. */
const mostShown = 5;

/** Opens somebody's database, does one thing, and leaves nothing open. */
export async function runLegacy(work: LegacyWork, given: LegacySurroundings): Promise<Finding> {
  const url = given.database ?? given.deployment.databaseUrl;
  if (url === null) throw new Error("Say where the table is: --database, or DATABASE_URL.");
  const legacy = await openLegacy(url, given);
  try {
    if (work.is === "guard") return await guard(legacy, work, given);
    if (work.verify) return await verify(legacy, given);
    if (work.undo !== undefined) return await undo(legacy, work.undo, given);
    return await clean(legacy, work, given);
  } finally {
    await legacy.close();
  }
}

async function clean(
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
  const doubled = await legacy.count();
  if (!execute) {
    const choices = await legacy.choices(order, mostShown);
    const isFine = doubled.surplus === 0;
    if (json) return { text: JSON.stringify({ ...doubled, choices }), isFine };
    const shown = choices.map(
      ({ owner, kept, removed }) =>
        `${given.owner} ${owner}\n  stays  ${JSON.stringify(kept)}\n${removed.map((row) => `  goes   ${JSON.stringify(row)}`).join("\n")}`,
    );
    const { owners, surplus, rows } = doubled;
    const summary = `${count(owners)} owners have ${count(surplus)} rows too many, of ${count(rows)}. Nothing was changed.`;
    return { text: [...shown, summary].join("\n"), isFine };
  }
  if (!(await confirm(`Move ${count(doubled.surplus)} rows out of ${given.table}?`)))
    return { text: "Nothing was done.", isFine: false };
  const runId = `run_${randomUUID().slice(0, 13)}`;
  const askedBy = `${userInfo().username} at the command line`;
  const removed = await legacy.clean({
    ...{ runId, askedBy, reason, order, signal },
    tell: (done) => progress(`moving: ${count(done)} of ${count(doubled.surplus)} rows`),
  });
  const verdict = await legacy.verify();
  const isFine = verdict.surplus === 0 && verdict.index === "valid";
  const told = `${runId}: ${count(removed)} rows moved to idem_legacy.removed; the unique index is ${verdict.index}.`;
  return { text: json ? JSON.stringify({ runId, removed, ...verdict }) : told, isFine };
}

async function verify(legacy: Legacy, { json }: LegacySurroundings): Promise<Finding> {
  const verdict = await legacy.verify();
  const { surplus, index, isGuarded } = verdict;
  const isFine = surplus === 0 && (index === "valid" || isGuarded);
  if (json) return { text: JSON.stringify(verdict), isFine };
  const guards = `unique index ${index}, ${isGuarded ? "guarded by a trigger" : "no trigger"}`;
  return { text: `${count(surplus)} rows too many · ${guards}`, isFine };
}

async function undo(
  legacy: Legacy,
  runId: string,
  { json, progress, confirm }: LegacySurroundings,
): Promise<Finding> {
  if (!(await confirm(`Put back what ${runId} has removed, and drop the unique index?`)))
    return { text: "Nothing was done.", isFine: false };
  const restored = await legacy.undo(runId, (done) =>
    progress(`putting back: ${count(done)} rows`),
  );
  const told = `${runId}: ${count(restored)} rows are back; the unique index is gone.`;
  return { text: json ? JSON.stringify({ runId, restored }) : told, isFine: true };
}

async function guard(
  legacy: Legacy,
  { execute }: { execute?: true },
  given: LegacySurroundings,
): Promise<Finding> {
  if (!execute) {
    const { surplus, isGuarded } = await legacy.verify();
    const text = isGuarded
      ? "The table is guarded."
      : `A trigger would refuse second rows. ${count(surplus)} that are there would stay. --execute installs it.`;
    return { text: given.json ? JSON.stringify({ surplus, isGuarded }) : text, isFine: isGuarded };
  }
  await legacy.guard();
  return verify(legacy, given).then(({ text }) => ({ text, isFine: true }));
}

const count = (value: number): string => value.toLocaleString("en-US");
