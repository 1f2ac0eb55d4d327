import type { Write } from "@idem/domain";

/** One write of a commit, as the diagram tells it. */
export function describeWrite(write: Write): string {
  switch (write.write) {
    case "customer.upsert":
      return `customer := ${write.customer.stripeCustomerId}`;
    case "account.contact":
      return `bills go to ${write.contact.email}`;
    case "revision.raise":
      return `${write.attempt} at r${write.revision}`;
    case "checkout.open":
      return `open ${write.checkout.id}`;
    case "checkout.mark":
      return [write.id, write.status, write.retired && "retired"].filter(Boolean).join(" ");
    case "checkout.session":
      return `${write.id} has ${write.sessionId}`;
    case "effect.withdraw":
      return `withdraw ${write.slot}`;
    case "effect.settle":
      return `settle ${write.effectId}: ${write.outcome.is}`;
    case "subscription.upsert":
      return `subscription := ${write.subscription.stripeSubscriptionId} ${write.subscription.status}`;
    case "trial.use":
      return `trial := ${write.trial.stripeSubscriptionId}`;
    case "customer.retire":
    case "sync.advance":
      return write.write;
  }
}
