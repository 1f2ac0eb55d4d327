import type { Inbox } from "./ports/inbox.ts";
import type { Ports } from "./ports/ports.ts";

/**
 * Says of each event that was given up that it was, once, on whichever node comes first: from then on nobody tries it
 * any more, so somebody has to know. Returns how many it were.
 */
export async function tellGivenUp(
  { log, meter }: Pick<Ports, "log" | "meter">,
  inbox: Pick<Inbox, "takeGivenUp">,
): Promise<number> {
  const events = await inbox.takeGivenUp();
  for (const { id, type, stripeCustomerId, attempts, error } of events) {
    meter.webhook(type, "given_up");
    log.warn(
      { event: id, type, stripeCustomerId, attempts, error },
      "An event was given up: mend what is wrong, then have it tried again",
    );
  }
  return events.length;
}
