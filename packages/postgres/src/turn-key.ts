import type { ReceivedEvent } from "@idem/billing";

/**
 * Whose turn an event asks for: the customer's, else that of the object it names, else its own. As the index
 * `webhook_event_pending_turn_idx` has it.
 */
export const keyOf = ({
  stripeCustomerId,
  related,
  id,
}: Pick<ReceivedEvent, "stripeCustomerId" | "related" | "id">): string =>
  stripeCustomerId ?? related?.id ?? id;
