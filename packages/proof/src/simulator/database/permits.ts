import { mintPermit, type Permit } from "@idem/billing";
import type { EffectIntent } from "@idem/domain";
import type { Sim } from "../sim.ts";
import { encode } from "../stripe/encode.ts";
import { accountRow, type EffectRow } from "./tables.ts";

/** An hour less than Stripe promises to remember a key. */
const windowMs = 23 * 3_600_000;
/** What was sent at the last moment has arrived by then. */
const arrivalMs = 600_000;

/** What a row that was just taken allows. */
export function permitFor(sim: Sim, row: EffectRow): Permit {
  const { clocks, flaws, newId } = sim;
  const firstSentAtMs = row.firstSentAtMs ?? clocks.databaseMs;
  return mintPermit({
    effectId: row.id,
    intent: row.intent,
    key: flaws.has("key per attempt") ? newId("key") : row.key,
    request: flaws.has("request not frozen") ? encode(asOfNow(sim, row.intent)) : row.request,
    firstSentAtMs,
    expiresAtMs: firstSentAtMs + windowMs,
    wasSentBefore: wasSentBefore(sim, row) && !flaws.has("no look before sending again"),
    isExpired:
      firstSentAtMs <
      clocks.databaseMs - windowMs - (flaws.has("given up at once") ? 0 : arrivalMs),
  });
}

/**
 * A generation is looked for although nobody has sent it: the one before may have been given up too early. Where it always
 * is, that look would hide the flaw from nearly every schedule, and is taken away with it.
 */
const wasSentBefore = ({ flaws }: Sim, { attempts, generation }: EffectRow): boolean =>
  attempts > 1 ||
  (generation > 1 && !flaws.has("request not frozen") && !flaws.has("given up at once"));

/** For the run in which the request is made anew each time it is sent. */
function asOfNow({ tables }: Sim, intent: EffectIntent): EffectIntent {
  if (intent.kind !== "customer.create") return intent;
  const { email, name } = accountRow(tables, intent.accountId).account;
  return { ...intent, email, name };
}

/** For the run in which nothing is written down before it is sent. */
export function permitWithoutRow({ clocks, newId }: Sim, intent: EffectIntent): Permit {
  return mintPermit({
    effectId: newId("eff"),
    intent,
    key: newId("key"),
    request: encode(intent),
    firstSentAtMs: clocks.databaseMs,
    expiresAtMs: clocks.databaseMs + windowMs,
    wasSentBefore: false,
    isExpired: false,
  });
}
