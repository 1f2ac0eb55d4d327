import { type AccountId, type Actor, planTarget, refuse } from "@idem/domain";
import { actOnSubscription } from "./act-on-subscription.ts";
import { customerActor } from "./actor.ts";
import type { ActAnswer, PreviewAnswer } from "./answers.ts";
import type { ChangePlan } from "./billing.ts";
import { ProviderUnavailable } from "./ports/gateway.ts";
import type { Ports } from "./ports/ports.ts";
import { previewChange } from "./preview-change.ts";
import { isRecent } from "./proration-second.ts";
import { syncAccount } from "./sync-account.ts";

/**
 * Changes plan, interval or number of seats as the preview said: now, for what it showed, or at the next renewal. What
 * is charged is what was shown (G2): the preview is made again for the same second, and another total is answered
 * `price_changed` with nothing changed.
 */
export async function changePlan(
  ports: Ports,
  request: ChangePlan,
  { actor, ...why }: Asker = { actor: customerActor(request) },
): Promise<ActAnswer> {
  const { accountId, priceId, quantity, shown, actionId, subscriptionId } = request;
  const price = await ports.catalogue.price(priceId);
  if (price === null) return refuse("price_unavailable");
  const prorationDateMs = Date.parse(shown.prorationDate);
  const isCurrent = isRecent(prorationDateMs, ports.nowMs());
  // Stripe is not asked for a second that nobody can have been shown: it would refuse one of another period.
  const question = {
    ...{ accountId, priceId, quantity },
    prorationDateMs: isCurrent ? prorationDateMs : null,
  };
  const isSettled = (preview: PreviewAnswer) =>
    preview.is === "refused"
      ? preview.reason !== "price_changed"
      : preview.isAlready || (isCurrent && isAsShown(preview, shown));
  let preview = await previewChange(ports, question);
  let isWaiting = false;
  if (!isSettled(preview)) {
    // Stripe may be ahead of our rows: another tab's press may have come true in this moment. Then there is nothing left
    // to pay, and that is no news for whoever pressed.
    if (!(await canSync(ports, accountId, actor))) return refuse("provider_unavailable");
    isWaiting = await waitsForBank(ports, request);
    preview = await previewChange(ports, question);
  }
  if (preview.is === "refused") return preview;
  if (!isSettled(preview) && !isWaiting) return refuse("price_changed");

  const to = planTarget(price, preview.quantity);
  return actOnSubscription(ports, {
    accountId,
    actor,
    asked: {
      ...why,
      actionId,
      subscriptionId,
      action:
        preview.when === "now"
          ? { is: "change_now", to, prorationDateMs, withBank: false }
          : { is: "change_at_renewal", to },
    },
  });
}

/** Who asks for it, and on a customer's behalf why. */
type Asker = { actor: Actor; reason?: string };

async function canSync(ports: Ports, accountId: AccountId, actor: Actor): Promise<boolean> {
  try {
    await syncAccount(ports, accountId, actor);
    return true;
  } catch (error) {
    if (error instanceof ProviderUnavailable) return false;
    throw error;
  }
}

/** Nothing more is charged for what was asked for already: its invoice says what it costs, until the bank has its word. */
async function waitsForBank({ store }: Ports, request: ChangePlan): Promise<boolean> {
  const { subscription } = await store.account(request.accountId);
  const waiting = subscription?.pendingChange;
  return (
    waiting?.priceId === request.priceId &&
    waiting.quantity === (request.quantity ?? subscription?.quantity)
  );
}

type Previewed = Extract<PreviewAnswer, { is: "previewed" }>;

const isAsShown = (preview: Previewed, shown: ChangePlan["shown"]): boolean =>
  preview.when === shown.when && preview.dueToday === shown.dueToday;
