import { type Decision, entry, unchanged } from "../decision.ts";
import type { EffectResult } from "../effect.ts";
import type { RepairIntent } from "./repair-effect.ts";

/** A repair changes none of our rows by itself: it is told in the account's story, with the reason that was given. */
export function decideRepaired(intent: RepairIntent, { id }: EffectResult): Decision<null> {
  const { kind, accountId: _account, reason, ...after } = intent;
  return {
    ...unchanged(null),
    audit: [entry(actionOf[kind], { after: { ...after, id }, reason })],
  };
}

const actionOf = {
  "customer.mark": "customer.marked",
  "balance.adjust": "balance.adjusted",
  "tax_id.add": "tax_id.added",
  "session.close": "checkout.expired",
} as const;
