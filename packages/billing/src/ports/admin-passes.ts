import type { AccountId, Difference } from "@idem/domain";
import type { Before } from "./admin-store.ts";
import type { FoundDrift, Pass } from "./reconciliations.ts";

/** What staff read of passes over all accounts, and the one thing they write there. */
export type AdminPasses = {
  /** The latest first. */
  passes(limit: number): Promise<PassSeen[]>;
  /** `null`: there is no such pass. */
  pass(id: string): Promise<PassSeen | null>;
  /** What a pass has found, the latest first. */
  drifts(question: DriftsQuestion): Promise<DriftLine[]>;
  drift(id: string): Promise<DriftLine | null>;
  /** Writes down that somebody has accepted what Stripe says; of one that waits for nobody it changes nothing. */
  acceptDrift(id: string, by: string): Promise<void>;
};

/**
 * drift              both sides have it, and it differs
 * missing_here       Stripe has it, and our rows do not
 * missing_at_stripe  our rows name it, and Stripe does not have it
 * not_compared       one of the sides could not be read
 */
export const driftKinds = ["drift", "missing_here", "missing_at_stripe", "not_compared"] as const;
export type DriftKind = (typeof driftKinds)[number];

export type PassSeen = Pass & { kinds: Record<DriftKind, number>; accepted: number };

export type DriftsQuestion = {
  passId: string;
  /** `null`: all. */
  kind: DriftKind | null;
  /** Only those that wait for people. */
  onlyKept: boolean;
  before: Before | null;
  limit: number;
};

export type DriftLine = Omit<FoundDrift, "differences"> & {
  id: string;
  at: string;
  kind: DriftKind;
  accountId: AccountId | null;
  accountName: string | null;
  differences: Difference[];
  /** Of the account’s subscription as it is now: older findings do not name it beside each amount. */
  currency: string | null;
  accepted: { by: string; at: string } | null;
};
