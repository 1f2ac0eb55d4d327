import { add, change, type World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { BalanceTransaction, Customer } from "../wire/stored.ts";

type Movement = {
  /** Negative: credit for the customer. */
  amount: number;
  /** The balance after it. */
  ending: number;
  currency: string;
  type: BalanceTransaction["type"];
  invoice?: string;
  description?: string | null;
  metadata?: Record<string, string>;
};

/** Writes down a movement of a customer's balance, without moving it. */
export function recordBalance(
  world: World,
  customer: string,
  movement: Movement,
): BalanceTransaction {
  const transaction: BalanceTransaction = {
    id: newId("cbtxn"),
    object: "customer_balance_transaction",
    amount: movement.amount,
    checkout_session: null,
    created: world.now(),
    credit_note: null,
    currency: movement.currency,
    customer,
    customer_account: null,
    description: movement.description ?? null,
    ending_balance: movement.ending,
    invoice: movement.invoice ?? null,
    livemode: false,
    metadata: movement.metadata ?? {},
    type: movement.type,
  };
  add(world, { kind: "customer_balance_transactions" }, transaction);
  return transaction;
}

/** Moves a customer's balance and writes it down. A first movement settles the customer's currency. */
export function moveBalance(
  world: World,
  customer: Customer,
  movement: Omit<Movement, "ending">,
): BalanceTransaction {
  const ending = customer.balance + movement.amount;
  change(
    world,
    { kind: "customers", event: "customer.updated" },
    { ...customer, balance: ending, currency: customer.currency ?? movement.currency },
  );
  return recordBalance(world, customer.id, { ...movement, ending });
}
