import type { FrozenRequest } from "@idem/billing";
import { type RepairIntent, repairSlot } from "@idem/domain";
import { post } from "./post.ts";

/** The exact request of a repair's step. */
export function encodeRepair(intent: RepairIntent): FrozenRequest {
  switch (intent.kind) {
    case "customer.mark":
      return post(`/v1/customers/${intent.customerId}`, { metadata: { ...intent.metadata } });
    // A movement of its own, and not a new `balance` of the customer: what moves meanwhile is not written over.
    case "balance.adjust": {
      const { customerId, amount, currency, accountId, reason } = intent;
      const metadata = { accountId, effect: repairSlot(intent) };
      const description = reason.slice(0, longestDescription);
      return post(`/v1/customers/${customerId}/balance_transactions`, {
        amount,
        currency,
        description,
        metadata,
      });
    }
    case "tax_id.add": {
      const { customerId, type, value } = intent;
      return post(`/v1/customers/${customerId}/tax_ids`, { type, value });
    }
    case "session.close":
      return post(`/v1/checkout/sessions/${intent.sessionId}/expire`, {});
  }
}

/** Stripe takes 350 characters of a balance transaction's description. */
const longestDescription = 350;
