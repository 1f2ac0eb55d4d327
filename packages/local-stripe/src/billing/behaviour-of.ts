import type { World } from "../state/world.ts";
import type { PaymentMethod } from "../wire/stored.ts";
import { type Behaviour, cardByFingerprint, findCard } from "./cards.ts";

const expired: Behaviour = {
  is: "declined",
  code: "expired_card",
  declineCode: "expired_card",
  message: "Your card has expired.",
};

/** What a payment with a saved card comes to now: its bank's new mind, its expiry, or what its number says. */
export function behaviourOf(world: World, method: PaymentMethod): Behaviour {
  const trouble = world.store.card_troubles.get(method.id);
  if (trouble !== undefined) return findCard(trouble.likeNumber)?.behaviour ?? { is: "succeeds" };
  if (hasExpired(world, method)) return expired;
  return cardByFingerprint(method.card?.fingerprint)?.behaviour ?? { is: "succeeds" };
}

/** A card is good to the end of the month that is printed on it. */
function hasExpired(world: World, { card }: PaymentMethod): boolean {
  if (card === undefined) return false;
  return world.nowMs() >= Date.UTC(card.exp_year, card.exp_month, 1);
}
