import type { Actor, EffectIntent, Outcome } from "@idem/domain";
import type { Permit } from "./permit.ts";

export type RecordedEffect = { slot: string };

export type Claim<Intent = EffectIntent> =
  | { is: "settled"; outcome: Outcome }
  | { is: "granted"; permit: Permit<Intent> }
  /** Somebody else is at work on it: wait, then ask again. */
  | { is: "busy" };

/**
 * The record of what was asked of foreign systems, and what became of it. `Who` is whoever a settling is told to be
 * caused by.
 */
export type Journal<Intent extends { kind: string } = EffectIntent, Who = Actor> = {
  /**
   * Inserts or reads the effect's row, commits, and says what the caller may do. An effect that a decision has recorded
   * already is named by its slot; a slot that nobody recorded is a fault.
   */
  claim(effect: Intent | RecordedEffect): Promise<Claim<Intent>>;
  /**
   * Takes up to `limit` effects of these kinds that are in doubt and that nobody is working on; never the same one twice
   * at a time. Not those whose sending is the business of a start: sessions that were never asked for.
   */
  claimDue(limit: number, kinds: readonly Intent["kind"][]): Promise<Permit<Intent>[]>;
  /** Records the outcome and what follows from it in one commit. The first writer wins; returns the winner's outcome. */
  settle(permit: Permit<Intent>, outcome: Outcome, who: Who): Promise<Outcome>;
  /**
   * Closes this generation as void and opens the next: only after a look has shown that nothing was created. Never while
   * somebody is settling it: where there is an outcome by then, it stays, and nothing is opened.
   */
  renew(permit: Permit<Intent>): Promise<void>;
};
