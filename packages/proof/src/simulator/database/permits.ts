import { mintPermit, type Permit } from "@idem/billing";
import type { EffectIntent } from "@idem/domain";
import type { Sim } from "../sim.ts";
import { encode } from "../stripe/encode.ts";
import type { EffectRow } from "./tables.ts";

/** An hour less than Stripe promises to remember a key. */
const windowMs = 23 * 3_600_000;
/** What was sent at the last moment has arrived by then. */
const arrivalMs = 600_000;

/** What a row that was just taken allows. */
export function permitFor({ clocks, flaws, newId }: Sim, row: EffectRow): Permit {
  const firstSentAtMs = row.firstSentAtMs ?? clocks.databaseMs;
  return mintPermit({
    effectId: row.id,
    accountId: row.accountId,
    intent: row.intent,
    key: flaws.has("key per attempt") ? newId("key") : row.key,
    request: row.request,
    firstSentAtMs,
    expiresAtMs: firstSentAtMs + windowMs,
    wasSentBefore: row.attempts > 1 && !flaws.has("no look before sending again"),
    isExpired: firstSentAtMs < clocks.databaseMs - windowMs - arrivalMs,
  });
}

/** For the run in which nothing is written down before it is sent. */
export function permitWithoutRow({ clocks, newId }: Sim, intent: EffectIntent): Permit {
  return mintPermit({
    effectId: newId("eff"),
    accountId: intent.accountId,
    intent,
    key: newId("key"),
    request: encode(intent),
    firstSentAtMs: clocks.databaseMs,
    expiresAtMs: clocks.databaseMs + windowMs,
    wasSentBefore: false,
    isExpired: false,
  });
}
