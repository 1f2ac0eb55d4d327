import type { AccountId, EffectIntent } from "@idem/domain";

const minted = Symbol("minted by the journal");

/**
 * Leave to send one effect to Stripe. Only the journal mints one, and only after the effect's row is committed; every
 * mutating function of the gateway takes one. So "spoke before it was recorded" does not type-check.
 */
export type Permit = PermitFacts & { readonly [minted]: true };

type PermitFacts = {
  readonly effectId: string;
  readonly accountId: AccountId;
  readonly intent: EffectIntent;
  /** The idempotency key, the same for everyone who sends this generation of the effect. */
  readonly key: string;
  /** The bytes to send, frozen when the effect was recorded: Stripe compares them with the key's first use. */
  readonly request: FrozenRequest;
  /** When the key was first used, ms since the epoch by the database's clock. */
  readonly firstSentAtMs: number;
  /** When the key becomes too old to be safe. A permit past it may look, but not send. */
  readonly expiresAtMs: number;
  /** True once nothing that was sent in time can still be on its way: what a look does not find, never happened. */
  readonly isExpired: boolean;
  /** True if anybody may have sent this before: then look first. */
  readonly wasSentBefore: boolean;
};

export type FrozenRequest = {
  readonly method: "POST" | "DELETE";
  readonly path: string;
  readonly params: Readonly<Record<string, unknown>>;
};

/** For journals alone (a wall in CI keeps it so). */
export const mintPermit = (facts: PermitFacts): Permit => ({ ...facts, [minted]: true });
