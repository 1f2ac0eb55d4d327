import { type ContactRefusal, decideContact, type Refused, refuse } from "@idem/domain";
import { customerActor } from "./actor.ts";
import type { EmailAnswer } from "./answers.ts";
import type { ChangeEmail } from "./billing.ts";
import { once } from "./once.ts";
import type { Ports } from "./ports/ports.ts";

/**
 * Sends bills somewhere else, exactly once (G4): the wish, its story and the effect are one commit, so our row, Stripe's
 * customer and the mark in its metadata end up the same, whatever is lost on the way. What another tab has begun is
 * brought to its end first.
 */
export async function changeEmail(ports: Ports, request: ChangeEmail): Promise<EmailAnswer> {
  const { accountId, email } = request;
  const actor = customerActor(request);
  for (let step = 0; step < maxSteps; step++) {
    const decision = await ports.transition({ accountId, actor }, (state) =>
      decideContact(state, { by: "customer", email }),
    );
    if (decision.is === "settled") return { is: "changed", email };
    const { outcome } = await once(ports, decision.effect, actor);
    if (outcome === null) return unavailable(decision.isOwn);
    if (outcome.is === "refused" && (decision.isOwn || outcome.errorCode === "resource_missing"))
      return refuse("provider_refused", { message });
    if (decision.isOwn && outcome.is === "done") return { is: "changed", email };
  }
  return refuse("superseded");
}

/** What another tab has begun, then one's own; two more for tabs that contradict each other. */
const maxSteps = 4;

const message = "The payment provider did not accept this change. Bills go where they went before.";

const unavailable = (isRecorded: boolean): Refused<ContactRefusal> =>
  refuse("provider_unavailable", {
    message: isRecorded
      ? "The payment provider does not answer right now. The new address is recorded, and the provider will be told of it once it answers. You need not do anything."
      : "The payment provider does not answer right now. Nothing has changed. Please try again in a moment.",
  });
