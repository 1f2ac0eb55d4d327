import type { Sighting } from "@idem/billing";
import { type RepairIntent, repairSlot } from "@idem/domain";
import type Stripe from "stripe";
import { reading, readingOne } from "./reading.ts";

const none: Sighting = { is: "none" };
const seen = (id: string): Sighting => ({ is: "found", result: { id } });

/** Whether a repair's step was done: what was marked says so, and what was moved carries the step's name. */
export async function lookForRepair(stripe: Stripe, intent: RepairIntent): Promise<Sighting> {
  switch (intent.kind) {
    case "customer.mark": {
      const found = await readingOne(() => stripe.customers.retrieve(intent.customerId));
      const isMarked =
        found !== null &&
        found.deleted !== true &&
        Object.entries(intent.metadata).every(
          ([key, value]) => (found.metadata[key] ?? "") === value,
        );
      return isMarked ? seen(intent.customerId) : none;
    }
    case "balance.adjust":
      return lookForMovement(stripe, intent);
    case "tax_id.add":
      return reading(async () => {
        const taxIds = stripe.customers.listTaxIds(intent.customerId, { limit: 100 });
        for await (const { id, type, value } of taxIds)
          if (type === intent.type && value === intent.value) return seen(id);
        return none;
      });
    case "session.close": {
      const found = await readingOne(() => stripe.checkout.sessions.retrieve(intent.sessionId));
      return found?.status === "expired" ? seen(found.id) : none;
    }
  }
}

function lookForMovement(
  stripe: Stripe,
  intent: Extract<RepairIntent, { kind: "balance.adjust" }>,
): Promise<Sighting> {
  const effect = repairSlot(intent);
  return reading(async () => {
    const movements = stripe.customers.listBalanceTransactions(intent.customerId, { limit: 100 });
    for await (const one of movements) if (one.metadata?.["effect"] === effect) return seen(one.id);
    return none;
  });
}
