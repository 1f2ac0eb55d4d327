import { createHash } from "node:crypto";
import type { AccountId, AuditEntry } from "@idem/domain";
import type { Applying } from "./apply-decision.ts";
import { canonicalJson } from "./canonical-json.ts";
import { Prisma } from "./generated/client.ts";
import { toJson } from "./json.ts";

/**
 * Appends to the account's hash chain (G7). Each account has a chain of its own: its head is on the row that the
 * transition has locked and read anyway, so the log costs no lock that accounts would share.
 */
export async function appendAudit(
  tx: Prisma.TransactionClient,
  entries: AuditEntry[],
  { state: { account }, auditHead, actor, at }: Applying,
): Promise<void> {
  if (entries.length === 0) return;
  let previous = auditHead.hash;
  const rows = entries.map((entry, index) => {
    const event = { accountId: account.id, seq: auditHead.seq + index + 1, at, ...entry, ...actor };
    const row = { ...event, previous, hash: auditHash(event, previous) };
    previous = row.hash;
    return { ...row, before: nullable(entry.before), after: nullable(entry.after) };
  });
  await tx.auditEvent.createMany({ data: rows });
  await tx.billingAccount.update({
    where: { id: account.id },
    data: { auditSeq: auditHead.seq + rows.length, auditHash: previous },
  });
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

const nullable = (image: unknown) => (image === null ? Prisma.DbNull : toJson(image));
