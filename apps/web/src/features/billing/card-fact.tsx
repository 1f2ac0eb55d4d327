import { actionTexts as words } from "../../texts/billing-actions.ts";
import { CardButton } from "./card-button.tsx";
import { Doable } from "./fact.tsx";
import type { Subscription } from "./subscription-facts.tsx";

/** What is paid with, and whether it will still do for the next charge. */
export function CardFact({ subscription: { card, nextCharge } }: { subscription: Subscription }) {
  return (
    <Doable action={<CardButton look="quiet" />}>
      {card === null ? words.noCard : words.cardLine(capital(card.brand), card.last4, expiry(card))}
      {card !== null && <Expiring endMs={endOfMonthMs(card)} nextCharge={nextCharge} />}
    </Doable>
  );
}

function Expiring({
  endMs,
  nextCharge,
}: {
  endMs: number;
  nextCharge: Subscription["nextCharge"];
}) {
  if (endMs <= Date.now()) return <span className="block text-bad">{words.cardExpired}</span>;
  if (nextCharge === null || endMs > Date.parse(nextCharge.at)) return null;
  return <span className="block text-warn">{words.cardExpiring}</span>;
}

type Card = NonNullable<Subscription["card"]>;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const expiry = ({ expMonth, expYear }: Card): string =>
  `${String(expMonth).padStart(2, "0")}/${expYear}`;
/** A card is good through the month that is printed on it. */
const endOfMonthMs = ({ expMonth, expYear }: Card): number => Date.UTC(expYear, expMonth, 1);
