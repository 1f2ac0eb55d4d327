import type { AccountId, LookAction } from "@idem/domain";
import { z } from "zod";
import type { Prisma, PrismaClient } from "./generated/client.ts";

/** Where the account's story tells of an asking; `null`: it does not yet. By `audit_event_one_asking_key`. */
export async function askedSeq(
  prisma: PrismaClient | Prisma.TransactionClient,
  { accountId, action, asking }: { accountId: AccountId; action: LookAction; asking: string },
): Promise<number | null> {
  const rows = await prisma.$queryRaw`
    SELECT seq FROM audit_event
    WHERE account_id = ${accountId} AND after->>'asking' = ${asking} AND action = ${action}
      AND action IN ('account.resync_asked', 'effect.reconcile_asked')`;
  return z.array(z.object({ seq: z.int() })).parse(rows)[0]?.seq ?? null;
}
