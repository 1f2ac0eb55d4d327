import type { Money } from "./money.ts";

/** Why monthly recurring revenue is another than before. */
export const movementKinds = ["new", "expansion", "reactivation", "contraction", "churn"] as const;

export type MovementKind = (typeof movementKinds)[number];

/** What each does to the total. */
export const movementSigns = {
  new: 1,
  expansion: 1,
  reactivation: 1,
  contraction: -1,
  churn: -1,
} as const satisfies Record<MovementKind, 1 | -1>;

/** One change of an account's MRR. `amount` is above zero; `mrr` is what the account brings after it in this currency. */
export type MrrMovement = { currency: string; kind: MovementKind; amount: number; mrr: number };

/** An account's MRR by currency: 0 for one it has left, nothing for one it has never paid in. */
export type MrrStanding = ReadonlyMap<string, number>;

/**
 * What moves when an account that stood at `known` comes to bring `next`. Each currency is a ledger of its own: whoever
 * exchanges dollars for euros churns in one and is new, or back, in the other.
 *
 * The movements of any history telescope: in each currency new + expansion + reactivation − contraction − churn, from
 * the first on, is what the account brings now.
 */
export function movementsOf(known: MrrStanding, next: Money): MrrMovement[] {
  const currencies = new Set([...known.keys(), next.currency]);
  return [...currencies].flatMap((currency) => {
    const before = known.get(currency) ?? null;
    const mrr = currency === next.currency ? next.amount : 0;
    const kind = kindOf(before, mrr);
    return kind === null ? [] : [{ currency, kind, amount: Math.abs(mrr - (before ?? 0)), mrr }];
  });
}

/** Nobody is new twice in a currency: whoever comes back is reactivated. */
function kindOf(before: number | null, after: number): MovementKind | null {
  if (after === (before ?? 0)) return null;
  if (before === null) return "new";
  if (before === 0) return "reactivation";
  if (after === 0) return "churn";
  return after > before ? "expansion" : "contraction";
}

/** Where an account stands after its movements, the earliest first. */
export const standingAfter = (movements: readonly MrrMovement[]): MrrStanding =>
  new Map(movements.map(({ currency, mrr }) => [currency, mrr]));
