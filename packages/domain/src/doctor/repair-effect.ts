import type { AccountId, StripeCustomerId, StripeSessionId } from "../ids.ts";

/** What a repair asks of Stripe beside ending and paying back. Nothing is deleted: a customer is only marked. */
export type RepairIntent =
  /** An empty value takes a key away. */
  | (RepairOf & {
      kind: "customer.mark";
      customerId: StripeCustomerId;
      metadata: Readonly<Record<string, string>>;
    })
  /** Minor units; below zero is credit for the customer. */
  | (RepairOf & {
      kind: "balance.adjust";
      customerId: StripeCustomerId;
      amount: number;
      currency: string;
    })
  | (RepairOf & { kind: "tax_id.add"; customerId: StripeCustomerId; type: string; value: string })
  /** Of a session that no checkout of ours knows. */
  | (RepairOf & { kind: "session.close"; sessionId: StripeSessionId });

/** One step of one plan, or its undoing: carried out twice, after whatever crash, it is one repair. */
type RepairOf = { accountId: AccountId; repairId: string; reason: string };

export function repairSlot(intent: RepairIntent): string {
  switch (intent.kind) {
    case "customer.mark":
    case "balance.adjust":
      return `${intent.kind}:${intent.customerId}:${intent.repairId}`;
    case "tax_id.add":
      return `tax_id.add:${intent.customerId}:${intent.type}:${intent.value}:${intent.repairId}`;
    case "session.close":
      return `session.close:${intent.sessionId}`;
  }
}
