import type { AccountState } from "./account.ts";
import type { Checkout } from "./checkout.ts";
import { type Decision, entry, unchanged, type Write } from "./decision.ts";
import { creationSlot, type EffectIntent } from "./effect.ts";

/**
 * Takes a checkout out of the race. If its session was never asked for, the asking is withdrawn in the same commit, so
 * no session can ever come of it; otherwise it counts as payable until its expiry is confirmed.
 */
export function supersede(checkout: Checkout): Pick<Decision<null>, "writes" | "audit"> {
  const isUnsent = checkout.creation === "unsent";
  const withdraw: Write[] = isUnsent
    ? [{ write: "effect.withdraw", slot: creationSlot(checkout.id) }]
    : [];
  return {
    writes: [
      ...withdraw,
      {
        write: "checkout.mark",
        id: checkout.id,
        status: "SUPERSEDED",
        ...(isUnsent ? { retired: true as const } : {}),
      },
    ],
    audit: [
      entry("checkout.superseded", {
        before: { id: checkout.id, ...checkout.choice },
        after: { id: checkout.id, status: "SUPERSEDED" },
      }),
    ],
  };
}

/**
 * A checkout that was superseded while its session was on its way, and then the session was looked for and not found: the
 * journal has opened another generation, which nobody has sent. It must never be sent, or it would arrive payable beside
 * the session of the checkout that took its place.
 */
export const isGivenUp = ({ status, creation }: Checkout): boolean =>
  status !== "OPEN" && creation === "unsent";

export function giveUp(checkouts: readonly Checkout[]): Decision<null> {
  const given = checkouts.filter(isGivenUp);
  return {
    ...unchanged(null),
    writes: given.flatMap(({ id }): Write[] => [
      { write: "effect.withdraw", slot: creationSlot(id) },
      { write: "checkout.mark", id, retired: true },
    ]),
    audit: given.map(({ id }) =>
      entry("checkout.expired", { after: { id }, reason: "Its session was never made." }),
    ),
  };
}

/** The end of a session at Stripe, where one is known to exist. */
export const expiryOf = (
  { account }: AccountState,
  { id, stripeSessionId }: Checkout,
): EffectIntent[] =>
  stripeSessionId === null
    ? []
    : [
        {
          kind: "session.expire",
          accountId: account.id,
          checkoutId: id,
          sessionId: stripeSessionId,
        },
      ];
