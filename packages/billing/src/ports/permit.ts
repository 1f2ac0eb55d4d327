import type { EffectIntent } from "@idem/domain";

const minted = Symbol("minted by the journal");

/**
 * Leave to send one effect to a foreign system. Only the journal mints one, and only after the effect's row is committed; every
 * mutating function of the gateway takes one. So "spoke before it was recorded" does not type-check.
 */
export type Permit<Intent = EffectIntent> = PermitFacts<Intent> & { readonly [minted]: true };

type PermitFacts<Intent> = {
  readonly effectId: string;
  readonly intent: Intent;
  /** The idempotency key, the same for everyone who sends this generation of the effect. */
  readonly key: string;
  /** What to send, frozen when the effect was recorded: Stripe compares it with the key's first use. */
  readonly request: FrozenRequest;
  /** When the key was first used, ms since the epoch by the database's clock. */
  readonly firstSentAtMs: number;
  /**
   * When the key becomes too old to be safe, 23 h after its first use, for the shortest memory that any system has
   * (Stripe's, 24 h). Past it a permit may look, but not send, to a system that needs the key to tell two sendings from
   * one. One that goes by something else, as mail goes by its Message-ID, may send it at any age.
   */
  readonly expiresAtMs: number;
  /** True once nothing that was sent in time can still be on its way: what a look does not find, never happened. */
  readonly isExpired: boolean;
  /** True if anybody may have sent this before, under this key or under that of a generation given up: then look first. */
  readonly wasSentBefore: boolean;
};

export type FrozenRequest = {
  readonly method: "POST" | "DELETE";
  readonly path: string;
  readonly params: Readonly<Record<string, unknown>>;
};

/** For journals alone (a wall in CI keeps it so). */
export const mintPermit = <Intent = EffectIntent>(facts: PermitFacts<Intent>): Permit<Intent> => ({
  ...facts,
  [minted]: true,
});
