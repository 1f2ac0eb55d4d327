import type { AccountId, Actor, StripeCustomerId } from "@idem/domain";
import { toStripeCustomerId } from "@idem/domain";
import { once } from "./once.ts";
import type { CustomerCreation, Ports } from "./ports/ports.ts";

export type EnsuredCustomer =
  | { is: "customer"; id: StripeCustomerId }
  | { is: "refused"; message: string }
  | { is: "unknown" };

/** The account's one customer at Stripe (G1): read if it is known, else created through the journal. */
export async function ensureCustomer(
  ports: Ports,
  accountId: AccountId,
  actor: Actor,
): Promise<EnsuredCustomer> {
  const { account, customer } = await ports.store.account(accountId);
  if (customer !== null) {
    ports.meter.customer("reused");
    return { is: "customer", id: customer.stripeCustomerId };
  }
  const { email, name, customerOrdinal: ordinal } = account;
  const result = await once(
    ports,
    { kind: "customer.create", accountId, ordinal, email, name },
    actor,
  );
  if (result.outcome === null) return { is: "unknown" };
  switch (result.outcome.is) {
    case "done":
      ports.meter.customer(countAs(result.by, result.outcome.how));
      return { is: "customer", id: toStripeCustomerId(result.outcome.result.id) };
    case "refused":
      ports.meter.customer("refused");
      return { is: "refused", message: result.outcome.message };
    case "withdrawn":
    case "void":
      return { is: "unknown" };
  }
}

const countAs = (by: "us" | "another", how: "sent" | "found"): CustomerCreation => {
  if (by === "another") return "race_averted";
  return how === "found" ? "recovered" : "created";
};
