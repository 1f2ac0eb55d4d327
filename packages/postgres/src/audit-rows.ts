import { createHash } from "node:crypto";
import type { AccountId, AuditEntry } from "@idem/domain";
import type { Applying } from "./apply-decision.ts";
import { canonicalJson } from "./canonical-json.ts";

/**
 * The next events of the account's hash chain, and its new head (G7). Each account has a chain of its own: its head is on
 * the row that the transition has locked and read anyway, so the log costs no lock that accounts would share.
 */
export function auditRows(
  entries: AuditEntry[],
  { state: { account }, auditHead, actor, at }: Applying,
) {
  let { seq, hash } = auditHead;
  const rows = entries.map((entry) => {
    const previous = hash;
    seq += 1;
    const event = { accountId: account.id, seq, at, ...entry, ...actor };
    hash = auditHash(event, previous);
    return { ...event, previous, hash };
  });
  return { rows, head: { seq, hash } };
}

export type AuditContent = {
  accountId: AccountId | string;
  seq: number;
  at: Date;
  action: string;
  source: string;
  userId: string | null;
  requestId: string | null;
  before: unknown;
  after: unknown;
  reason: string | null;
};

/** Each event's hash covers its content and the hash before it. */
export const auditHash = (content: AuditContent, previous: string): string => {
  const { accountId, seq, at, action, source, userId, requestId, before, after, reason } = content;
  const covered = { accountId, seq, at: at.toISOString(), action, source, userId, requestId };
  return createHash("sha256")
    .update(previous)
    .update(canonicalJson({ ...covered, before, after, reason }))
    .digest("hex");
};
