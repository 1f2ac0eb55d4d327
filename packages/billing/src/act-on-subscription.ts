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
 * A look that a bell had begun before the step is not written after it (`decideActed`): it would take back, for a moment,
 * what the step has written, and the next decision would start from there.
 */
export async function actOnSubscription(ports: Ports, acting: Acting): Promise<ActAnswer> {
  const begun: Begun = { far: "nothing" };
  try {
    const end = await act(ports, acting, begun);
    return end.is === "refused" ? end : await answer(ports, acting.accountId, end.is);
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    return unavailable(begun);
  }
}

/**
 * How far it got. What is recorded, the sweeper finishes, whatever becomes of this request; but where a planned change
 * had to be let go first, only that step is.
 */
type Begun = { far: "nothing" | "step" | "whole" };

const howFar: Record<Begun["far"], string> = {
  nothing: "Nothing was begun and nothing has changed. Please try again in a moment.",
  step: "A planned change is being taken back; what you asked for was not begun yet. Please look again in a moment.",
  whole:
    "What you asked for is recorded: it will be finished once the provider answers, and only once. You need not do anything.",
};

const unavailable = ({ far }: Begun): Refused<ActionRefusal> =>
  refuse("provider_unavailable", {
    message: `The payment provider does not answer right now. ${howFar[far]}`,
  });

/** Stripe changes nothing that a schedule steers, so the schedule is released before what was asked for is recorded. */
const isWhole = (slots: readonly string[], { action }: AskedAction): boolean =>
  action.is === "undo_change" || !slots.some((slot) => slot.startsWith("schedule.release:"));

/**
 * The longest way is four: what somebody else has begun, a schedule released, one made, one planned. Two more for
 * somebody who contradicts meanwhile; who is contradicted as often as that has lost.
 */
const maxSteps = 6;

type End = Refused<ActionRefusal> | { is: "done" } | { is: "to_confirm" };

async function act(
  ports: Ports,
  { accountId, actor, asked: first }: Acting,
  begun: Begun,
): Promise<End> {
  let asked = first;
  const taken = new Set<string>();
  for (let step = 0; step < maxSteps; step++) {
    await syncAccount(ports, accountId, actor);
    const decision = await ports.transition({ accountId, actor }, (state) =>
      decideAction(state, asked),
    );
    switch (decision.is) {
      case "already":
        return { is: "done" };
      case "to_confirm":
      case "refused":
        return decision;
      case "carry_out": {
        // A step that was taken before and is not to be seen has been undone by somebody since: they have the last word.
        if (decision.isOwn && decision.slots.some((slot) => taken.has(slot)))
          return refuse("superseded");
        if (decision.isOwn) for (const slot of decision.slots) taken.add(slot);
        if (decision.isOwn) begun.far = isWhole(decision.slots, asked) ? "whole" : "step";
        const results = await Promise.all(
          decision.slots.map((slot) => once(ports, { slot }, actor)),
        );
        if (results.some(({ outcome }) => outcome === null)) return unavailable(begun);
        // What somebody else had asked for may be refused; the next step looks at what is left of it.
        const refusal = results.map(({ outcome }) => outcome).find((one) => one?.is === "refused");
        if (refusal?.is !== "refused") break;
        const next = wantsBank(refusal) ? withBank(asked) : null;
        if (next === null && decision.isOwn) return afterNo(refusal, asked);
        asked = next ?? asked;
      }
    }
  }
  return refuse("superseded");
}

type Refusal = Extract<Outcome, { is: "refused" }>;

const wantsBank = ({ errorCode }: Refusal): boolean =>
  errorCode?.endsWith("requires_action") ?? false;

/**
 * The bank wants the customer's word, whoever found out: the change is asked for so that it waits for that word. It is
 * another asking, because the first one may have been refused for good.
 */
const withBank = ({ action, actionId, subscriptionId }: AskedAction): AskedAction | null =>
  action.is === "change_now" && !action.withBank
    ? { subscriptionId, actionId: `${actionId}:bank`, action: { ...action, withBank: true } }
    : null;

/** An invoice that is open already can be paid where the bank asks for its word; everything else has failed. */
const afterNo = (refusal: Refusal, { action }: AskedAction): End =>
  wantsBank(refusal) && action.is === "pay_invoice" ? { is: "to_confirm" } : explain(refusal);

/** Stripe's "no" in our words; nothing has changed. */
function explain(refusal: Refusal): Refused<ActionRefusal> {
  if (wantsBank(refusal)) return refuse("action_required");
  if (refusal.status === 402) return refuse("payment_failed");
  if (refusal.param?.startsWith("discounts"))
    return refuse("code_rejected", { message: "This code can no longer be applied." });
  if (refusal.errorCode === "resource_missing") return refuse("subscription_changed");
  return refuse("provider_refused", {
    message: "The payment provider did not accept this change. Nothing has changed.",
  });
}

async function answer(
  { store }: Ports,
  accountId: AccountId,
  is: "done" | "to_confirm",
): Promise<ActAnswer> {
  const { subscription } = await store.account(accountId);
  const view = subscription && subscriptionView(subscription);
  return is === "done"
    ? { is, subscription: view }
    : { is, invoice: view?.openInvoice ?? null, subscription: view };
}
