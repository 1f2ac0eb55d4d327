import type { AccountId, Actor, EffectIntent, Outcome } from "@idem/domain";

declare const minted: unique symbol;

/**
 * Leave to send one effect to Stripe. Only the journal mints one, and only after the effect's row is committed; every
 * mutating function of the gateway takes one. So "spoke before it was recorded" does not type-check.
 */
export type Permit = {
  readonly [minted]: true;
  readonly effectId: string;
  readonly accountId: AccountId;
  readonly intent: EffectIntent;
  /** The idempotency key, the same for everyone who sends this generation of the effect. */
  readonly key: string;
  /** The bytes to send, frozen when the effect was recorded: Stripe compares them with the key's first use. */
  readonly request: FrozenRequest;
  /** Which attempt this is; a later attempt fences off this one's bookkeeping. */
  readonly attempt: number;
  /** When the key was first used, ms since the epoch by the database's clock. */
  readonly firstSentAtMs: number;
  /** True if anyone may have sent this before: then look first. */
  readonly wasSentBefore: boolean;
  /** True once the key is too old to be safe; such a permit may look, but not send. */
  readonly isExpired: boolean;
};

export type FrozenRequest = {
  readonly method: "POST" | "DELETE";
  readonly path: string;
  readonly params: Readonly<Record<string, unknown>>;
};

export type Claim =
  | { is: "settled"; outcome: Outcome; isOurs: false }
  | { is: "granted"; permit: Permit }
  | { is: "busy" };

/** The record of what was asked of Stripe, and what became of it. */
export type Journal = {
  /** Inserts or reads the effect's row, commits, and says what the caller may do. */
  claim(intent: EffectIntent): Promise<Claim>;
  /** Takes up to `limit` effects without an outcome that nobody is working on; never the same one twice at a time. */
  claimDue(limit: number): Promise<Permit[]>;
  /** Records the outcome and what follows from it in one commit. The first writer wins; returns the winner's outcome. */
  settle(permit: Permit, outcome: Outcome, actor: Actor): Promise<Outcome>;
  /** Closes this generation as void and opens the next: only after a look has shown that nothing was created. */
  renew(permit: Permit): Promise<void>;
};
