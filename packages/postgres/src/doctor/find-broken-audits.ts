import type { BrokenAudits } from "@idem/billing";
import type { AccountId } from "@idem/domain";
import type { PrismaClient } from "../generated/client.ts";
import { verifyAuditPage } from "../verify-audit.ts";

/** Recomputes the audit chains of the next accounts. */
export async function findBrokenAudits(
  prisma: PrismaClient,
  after: AccountId | null,
): Promise<BrokenAudits> {
  const page = await verifyAuditPage(prisma, after ?? "");
  return {
    last: page.at(-1)?.accountId ?? null,
    broken: page.flatMap(({ accountId, verdict }) =>
      verdict.is === "broken" ? [{ accountId, atSeq: verdict.atSeq }] : [],
    ),
  };
}
