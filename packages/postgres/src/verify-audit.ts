import type { AuditVerdict } from "@idem/billing";
import type { AccountId } from "@idem/domain";
import { auditHash } from "./audit-rows.ts";
import type { PrismaClient } from "./generated/client.ts";

/** Recomputes an account's chain: a changed, missing, added or truncated event is named by its place (G7). */
export async function verifyAudit(
  prisma: PrismaClient,
  accountId: AccountId,
): Promise<AuditVerdict> {
  const account = await prisma.billingAccount.findUniqueOrThrow({
    where: { id: accountId },
    include: { auditEvents: { orderBy: { seq: "asc" } } },
  });
  let previous = "";
  for (const [index, event] of account.auditEvents.entries()) {
    const isLinked = event.seq === index + 1 && event.previous === previous;
    if (!isLinked || event.hash !== auditHash(event, previous))
      return { is: "broken", atSeq: index + 1 };
    previous = event.hash;
  }
  const events = account.auditEvents.length;
  return account.auditSeq === events && account.auditHash === previous
    ? { is: "intact", events }
    : { is: "broken", atSeq: events + 1 };
}
