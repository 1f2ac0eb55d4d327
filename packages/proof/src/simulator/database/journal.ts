import type { Claim, Journal, Permit, RecordedEffect } from "@idem/billing";
import { decideSettled, type EffectIntent, type Outcome, slotOf, unchanged } from "@idem/domain";
import type { Life } from "../scheduler.ts";
import type { Sim } from "../sim.ts";
import { leaseMs, letterMs, recordEffect, requestHash } from "./effect-row.ts";
import { permitFor, permitWithoutRow } from "./permits.ts";
import { statement } from "./statement.ts";
import { type EffectRow, generationsOf } from "./tables.ts";
import type { Transition } from "./transition.ts";

/** The journal of `packages/postgres`, statement by statement, with another process possible between any two. */
export function createJournal(sim: Sim, life: Life, transition: Transition): Journal {
  const { tables, clocks, flaws } = sim;

  function take(row: EffectRow): Permit {
    const taken: EffectRow = {
      ...row,
      firstSentAtMs: row.firstSentAtMs ?? clocks.databaseMs,
      attempts: row.attempts + 1,
      leaseUntilMs: clocks.databaseMs + (row.intent.kind === "email.send" ? letterMs : leaseMs),
    };
    tables.effects.set(row.id, taken);
    return permitFor(sim, taken);
  }

  const isFree = (slot: string) => () => !tables.locks.has(slot);
  const latestOf = (slot: string) => generationsOf(tables, slot).at(-1);

  async function claim(effect: EffectIntent | RecordedEffect): Promise<Claim> {
    const slot = "slot" in effect ? effect.slot : slotOf(effect);
    if (flaws.has("claim without record") && !("slot" in effect))
      return { is: "granted", permit: permitWithoutRow(sim, effect) };
    if (flaws.has("no retire before create") && slot.startsWith("session.expire"))
      return { is: "settled", outcome: { is: "done", result: { id: slot }, how: "found" } };
    const takeOne = (generation: number) =>
      statement(sim, life, {
        says: () => `claim ${slot}`,
        canRun: isFree(slot),
        run: () => recordOrTake(effect, { slot, generation }),
      });
    const permit = await takeOne(1);
    if (permit) return { is: "granted", permit };
    const latest = await statement(sim, life, {
      says: () => `read ${slot}`,
      run: () => latestOf(slot),
    });
    if (latest === undefined) throw new Error(`No effect was ever recorded as ${slot}.`);
    const { outcome } = latest;
    if (outcome === null) return { is: "busy" };
    const isOther = !("slot" in effect) && latest.requestHash !== requestHash(effect);
    if (!isOther || outcome.is !== "refused") return { is: "settled", outcome };
    const corrected = await takeOne(latest.generation + 1);
    return corrected ? { is: "granted", permit: corrected } : { is: "busy" };
  }

  /** One statement: records the effect and takes it, or takes the one that was recorded earlier. */
  function recordOrTake(
    effect: EffectIntent | RecordedEffect,
    { slot, generation }: { slot: string; generation: number },
  ): Permit | null {
    if (!("slot" in effect)) recordEffect(sim, effect, slot, generation);
    const row = latestOf(slot);
    if (!row || row.outcome !== null) return null;
    return row.attempts === 0 || row.leaseUntilMs < clocks.databaseMs ? take(row) : null;
  }

  return {
    claim,
    claimDue: (limit, kinds) =>
      statement(sim, life, {
        says: () => "claim what is due",
        run: () =>
          [...tables.effects.values()]
            .filter(
              (row) =>
                row.outcome === null &&
                kinds.includes(row.intent.kind) &&
                row.leaseUntilMs < clocks.databaseMs &&
                (row.attempts > 0 || row.intent.kind !== "session.create") &&
                !tables.locks.has(row.slot),
            )
            .toSorted((a, b) => a.leaseUntilMs - b.leaseUntilMs)
            .slice(0, limit)
            .map(take),
      }),
    settle: ({ effectId, intent }, outcome, actor) => {
      const { accountId } = intent;
      const checkout = "checkoutId" in intent ? { checkoutId: intent.checkoutId } : {};
      return transition<Outcome>({ accountId, actor, effectId, ...checkout }, (state, settled) => {
        if (settled !== null && !flaws.has("settle: the last wins")) return unchanged(settled);
        const next = decideSettled(state, intent, outcome);
        const settling = { write: "effect.settle" as const, effectId, outcome };
        return { ...next, answer: outcome, writes: [settling, ...next.writes] };
      });
    },
    renew: ({ effectId, intent: { accountId } }) => {
      const slot = tables.effects.get(effectId)?.slot ?? "";
      return statement(sim, life, {
        says: () => `void ${slot}, next generation`,
        canRun: () => !tables.locks.has(accountId) && !tables.locks.has(slot),
        run: () => {
          const row = tables.effects.get(effectId);
          if (!row || row.outcome !== null) return;
          tables.effects.set(effectId, { ...row, outcome: { is: "void" } });
          recordEffect(sim, row.intent, slot, row.generation + 1);
        },
      });
    },
  };
}
