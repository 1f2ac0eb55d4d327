import { planTarget, refuse } from "@idem/domain";
import { actOnSubscription } from "./act-on-subscription.ts";
import { customerActor } from "./actor.ts";
import type { ChangeAnswer } from "./answers.ts";
import type { ChangePlan } from "./billing.ts";
import type { Ports } from "./ports/ports.ts";
import { previewChange } from "./preview-change.ts";

/**
 * Changes plan, interval or number of seats as the preview said: now, for what it showed, or at the next renewal. What
 * is charged is what was shown (G2): the preview is made again for the same second, and another total is answered
 * `price_changed` with nothing changed.
 */
export async function changePlan(ports: Ports, request: ChangePlan): Promise<ChangeAnswer> {
  const { accountId, priceId, quantity, shown, actionId, subscriptionId } = request;
  const price = await ports.catalogue.price(priceId);
  if (price === null) return refuse("price_unavailable");
  const prorationDateMs = Date.parse(shown.prorationDate);
  const ageMs = ports.nowMs() - prorationDateMs;
  const preview = await previewChange(ports, { accountId, priceId, quantity, prorationDateMs });
  if (preview.is === "refused") return preview;
  if (preview.when !== shown.when || preview.dueToday !== shown.dueToday || ageMs > maxAgeMs)
    if (!preview.isAlready)
      // A second press after the first one was done finds nothing left to pay: that is no news for whoever pressed.
      return refuse("price_changed");

  const to = planTarget(price, preview.quantity);
  return actOnSubscription(ports, {
    accountId,
    actor: customerActor(request),
    asked: {
      actionId,
      subscriptionId,
      action:
        preview.when === "now"
          ? { is: "change_now", to, prorationDateMs }
          : { is: "change_at_renewal", to },
    },
  });
}

/** Who looks at a preview for longer than a quarter of an hour is shown another before anything is charged. */
const maxAgeMs = 900_000;
