import { createHash, randomUUID } from "node:crypto";
import type { FrozenRequest } from "@idem/billing";
import { type EffectIntent, slotOf } from "@idem/domain";
import { canonicalJson } from "./canonical-json.ts";

/** Turns an intent into the exact bytes to send. Pure; comes from the gateway. */
export type Encode = (intent: EffectIntent) => FrozenRequest;

/** A new row of the journal. Its key is random: what makes racers share it is that they read it from this row. */
export function effectRow(intent: EffectIntent, encode: Encode) {
  const request = encode(intent);
  return {
    account_id: intent.accountId,
    kind: intent.kind,
    slot: slotOf(intent),
    key: `idem_${randomUUID()}`,
    intent,
    request,
    request_hash: requestHash(request),
  };
}

export type EffectRow = ReturnType<typeof effectRow>;

const requestHash = (request: FrozenRequest): string =>
  createHash("sha256").update(canonicalJson(request)).digest("hex");
