import type { Actor, EffectIntent, Outcome } from "@idem/domain";
import type { Permit } from "./permit.ts";

export type RecordedEffect = { slot: string };

export type Claim =
  | { is: "settled"; outcome: Outcome }
  | { is: "granted"; permit: Permit }
  /** Somebody else is at work on it: wait, then ask again. */
  | { is: "busy" };

/** The record of what was asked of Stripe, and what became of it. */
export type Journal = {
  /**
   * Inserts or reads the effect's row, commits, and says what the caller may do. An effect that a decision has recorded
   * already is named by its slot; a slot that nobody recorded is a fault.
   */
  claim(effect: EffectIntent | RecordedEffect): Promise<Claim>;
  /**
   * Takes up to `limit` effects in doubt that nobody is working on; never the same one twice at a time. Not those whose
   * sending is the business of a start: sessions that were never asked for.
   */
  claimDue(limit: number): Promise<Permit[]>;
  /** Records the outcome and what follows from it in one commit. The first writer wins; returns the winner's outcome. */
  settle(permit: Permit, outcome: Outcome, actor: Actor): Promise<Outcome>;
  /** Closes this generation as void and opens the next: only after a look has shown that nothing was created. */
  renew(permit: Permit): Promise<void>;
};
