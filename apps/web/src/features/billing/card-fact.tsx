import { actionTexts as words } from "../../texts/billing-actions.ts";
import { capital } from "../../ui/capital.ts";
import { CardButton } from "./card-button.tsx";
import { cardExpiry, cardStanding } from "./card-standing.ts";
import { Doable } from "./fact.tsx";
import type { Subscription } from "./subscription-facts.tsx";

/** What is paid with, and whether it will still do for the next charge. */
export function CardFact({ subscription: { card, nextCharge } }: { subscription: Subscription }) {
  return (
    <Doable action={<CardButton look="quiet" />}>
      {card === null
        ? words.noCard
        : words.cardLine(capital(card.brand), card.last4, cardExpiry(card))}
      {card !== null && <Expiring card={card} nextCharge={nextCharge} />}
    </Doable>
  );
}

function Expiring({
  card,
  nextCharge,
}: {
  card: NonNullable<Subscription["card"]>;
  nextCharge: Subscription["nextCharge"];
}) {
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
