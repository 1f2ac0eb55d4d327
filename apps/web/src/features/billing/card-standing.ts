type Card = { expMonth: number; expYear: number };

/** Whether a card is good for the next charge. One is good through the month that is printed on it. */
export function cardStanding(
  { expMonth, expYear }: Card,
  { nextChargeAt, nowMs }: { nextChargeAt: string | null; nowMs: number },
): "good" | "expiring" | "expired" {
  const endMs = Date.UTC(expYear, expMonth, 1);
  if (endMs <= nowMs) return "expired";
  return nextChargeAt !== null && endMs <= Date.parse(nextChargeAt) ? "expiring" : "good";
}

/** `04/2027`. */
export const cardExpiry = ({ expMonth, expYear }: Card): string =>
  `${String(expMonth).padStart(2, "0")}/${expYear}`;
