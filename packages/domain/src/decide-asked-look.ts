import type { AccountState } from "./account.ts";
import { type AuditAction, type Decision, entry, unchanged } from "./decision.ts";

/** What staff ask for that decides nothing by itself: to look at Stripe, or to bring to its end what was decided before. */
export type LookAction = Extract<AuditAction, "account.resync_asked" | "effect.reconcile_asked">;

/** `asking`: one for everything that is pressed to the same end, so that a press repeated is not told twice. */
export type AskedLook = {
  action: LookAction;
  asking: string;
  reason: string;
  about?: Record<string, unknown>;
};

/**
 * Tells in the account's story that somebody asked for a look, and why: before Stripe is asked, so that the attempt stands
 * there also where Stripe stays silent, or says what our rows say already. One asking is one line, however often it is pressed.
 */
export const decideAskedLook = (
  { asked: seq = null }: Pick<AccountState, "asked">,
  { action, asking, reason, about }: AskedLook,
): Decision<null> =>
  seq === null
    ? { ...unchanged(null), audit: [entry(action, { after: { asking, ...about }, reason })] }
    : unchanged(null);
