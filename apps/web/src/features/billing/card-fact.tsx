import { actionTexts as words } from "../../texts/billing-actions.ts";
import { capital } from "../../ui/capital.ts";
import { CardButton } from "./card-button.tsx";
import { cardExpiry } from "./card-standing.ts";
import { CardWarning } from "./card-warning.tsx";
import { Doable } from "./fact.tsx";
import type { Subscription } from "./subscription-facts.tsx";

/** What is paid with, and whether it will still do for the next charge. */
export function CardFact({ subscription }: { subscription: Subscription }) {
  const { card } = subscription;
  return (
    <Doable action={<CardButton look="quiet" />}>
      {card === null
        ? words.noCard
        : words.cardLine(capital(card.brand), card.last4, cardExpiry(card))}
      <CardWarning subscription={subscription} words={words} />
    </Doable>
  );
}
