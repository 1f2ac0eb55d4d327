import type { EffectIntent } from "@idem/domain";
import type { Sim } from "../sim.ts";
import { encode } from "../stripe/encode.ts";
import { type EffectRow, generationsOf } from "./tables.ts";

export const leaseMs = 2_000;
/** Whoever has taken an e-mail is left alone with it for longer: the first of the journal's steps. */
export const letterMs = 120_000;

/** Inserts the next generation of an effect, unless one of its unique indexes refuses: then somebody was first. */
export function recordEffect(sim: Sim, intent: EffectIntent, slot: string, generation = 1): void {
  const { tables, clocks } = sim;
  const others = generationsOf(tables, slot);
  if (others.some((row) => row.generation === generation || row.outcome === null)) return;
  const row: EffectRow = {
    id: sim.newId("eff"),
    accountId: intent.accountId,
    slot,
    generation,
    key: sim.newId("key"),
    intent,
    request: encode(intent),
    requestHash: requestHash(intent),
    firstSentAtMs: null,
    leaseUntilMs: clocks.databaseMs + leaseMs,
    attempts: 0,
    outcome: null,
  };
  tables.effects.set(row.id, row);
}

export const requestHash = (intent: EffectIntent): string => JSON.stringify(encode(intent));
