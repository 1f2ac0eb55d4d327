import { cardStanding } from "./card-standing.ts";
import type { Subscription } from "./subscription-facts.tsx";

/** Whether the card will still do for the next charge, said to whoever reads it. */
export function CardWarning({
  subscription: { card, nextCharge },
  words,
}: {
  subscription: Pick<Subscription, "card" | "nextCharge">;
  words: { cardExpiring: string; cardExpired: string };
}) {
  if (card === null) return null;
  const nextChargeAt = nextCharge?.at ?? null;
  switch (cardStanding(card, { nextChargeAt, nowMs: Date.now() })) {
    case "good":
      return null;
    case "expiring":
      return <span className="block text-warn">{words.cardExpiring}</span>;
    case "expired":
      return <span className="block text-bad">{words.cardExpired}</span>;
  }
}
