import {
  type AccountId,
  type ActionRefusal,
  type Actor,
  type AskedAction,
  decideAction,
  type Outcome,
  type Refused,
  refuse,
} from "@idem/domain";
import type { ActAnswer } from "./answers.ts";
import { once } from "./once.ts";
import { ProviderUnavailable } from "./ports/gateway.ts";
import type { Ports } from "./ports/ports.ts";
import { syncAccount } from "./sync-account.ts";
import { subscriptionView } from "./views.ts";

export type Acting = { accountId: AccountId; actor: Actor; asked: AskedAction };

/**
 * Changes a running subscription as asked, exactly once (G3, G4): a button pressed twice, a second tab, an answer that
 * was lost and a crash all end in one change.
 *
 *   sync      what Stripe says now is what is decided on: it may have been changed in the dashboard a minute ago
 *   decide    under the account's lock: refuse, or record the next step; while another is in doubt, bring that to its end
 *   once      the step, and again from "sync", until it is as was asked for
 *
 * The look after each step also keeps older looks from being written: one that a bell had begun before the step would
 * otherwise take back, for a moment, what the step has written, and the next decision would start from there.
 */
export async function actOnSubscription(ports: Ports, acting: Acting): Promise<ActAnswer> {
  try {
    return (await act(ports, acting)) ?? (await done(ports, acting.accountId));
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    return refuse("provider_unavailable", { message: unsure });
  }
}

/** Said where an answer is missing: the sweeper goes on with what was recorded, and the page shows what came of it. */
const unsure =
  "The payment provider does not answer right now. If your change was under way, it will be finished, and only once. Please look again in a moment.";

/**
 * The longest way is four: what somebody else has begun, a schedule released, one made, one planned. Two more for
 * somebody who contradicts meanwhile; who is contradicted as often as that has lost.
 */
const maxSteps = 6;

async function act(
  ports: Ports,
  { accountId, actor, asked }: Acting,
): Promise<Refused<ActionRefusal> | null> {
  const taken = new Set<string>();
  for (let step = 0; step < maxSteps; step++) {
    await syncAccount(ports, accountId, actor);
    const decision = await ports.transition({ accountId, actor }, (state) =>
      decideAction(state, asked),
    );
    switch (decision.is) {
      case "already":
        return null;
      case "refused":
        return decision;
      case "carry_out": {
        // A step that was taken before and is not to be seen has been undone by somebody since: they have the last word.
        if (decision.isOwn && decision.slots.some((slot) => taken.has(slot)))
          return refuse("superseded");
        if (decision.isOwn) for (const slot of decision.slots) taken.add(slot);
        const results = await Promise.all(
          decision.slots.map((slot) => once(ports, { slot }, actor)),
        );
        if (results.some(({ outcome }) => outcome === null))
          return refuse("provider_unavailable", { message: unsure });
        // What somebody else had asked for may be refused; the next step looks at what is left of it.
        const refusal = results.map(({ outcome }) => outcome).find((one) => one?.is === "refused");
        if (refusal?.is === "refused" && decision.isOwn) return explain(refusal);
      }
    }
  }
  return refuse("superseded");
}

/** Stripe's "no" in our words; nothing has changed. */
function explain(refusal: Extract<Outcome, { is: "refused" }>): Refused<ActionRefusal> {
  if (refusal.errorCode?.endsWith("requires_action")) return refuse("action_required");
  if (refusal.status === 402) return refuse("payment_failed");
  if (refusal.param?.startsWith("discounts"))
    return refuse("code_rejected", { message: "This code can no longer be applied." });
  if (refusal.errorCode === "resource_missing") return refuse("subscription_changed");
  return refuse("provider_refused", {
    message: "The payment provider did not accept this change. Nothing has changed.",
  });
}

async function done({ store }: Ports, accountId: AccountId): Promise<ActAnswer> {
  const { subscription } = await store.account(accountId);
  return { is: "done", subscription: subscription && subscriptionView(subscription) };
}
