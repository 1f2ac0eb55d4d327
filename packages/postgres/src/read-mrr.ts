import {
  type AccountId,
  type MrrMonth,
  type MrrMovement,
  monthOf,
  movementKinds,
  mrrByMonth,
} from "@idem/domain";
import { z } from "zod";
import type { PrismaClient } from "./generated/client.ts";

/**
 * Monthly recurring revenue over all accounts, month by month and currency by currency, up to the month of `nowMs`
 * (UTC). Amounts in minor units; each month starts where the one before has ended.
 */
export async function readMrr(prisma: PrismaClient, nowMs: number): Promise<MrrMonth[]> {
  const rows = await prisma.$queryRaw`
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, currency, kind, sum(amount)::float8 AS amount
    FROM mrr_movement GROUP BY 1, 2, 3`;
  return mrrByMonth(z.array(total).parse(rows), monthOf(nowMs));
}

/** What one account has moved, the earliest first; `seq` is the event of its story that each comes from. */
export async function readMovements(
  prisma: PrismaClient,
  accountId: AccountId,
): Promise<(MrrMovement & { seq: number; atMs: number })[]> {
  const rows = await prisma.mrrMovement.findMany({
    where: { accountId },
    orderBy: [{ seq: "asc" }, { currency: "asc" }],
  });
  return rows.map(({ seq, at, currency, kind, amount, mrr }) => ({
    seq,
    atMs: at.getTime(),
    currency,
    kind: movementKind.parse(kind),
    amount: Number(amount),
    mrr: Number(mrr),
  }));
}

const movementKind = z.enum(movementKinds);
const total = z.object({
  month: z.string(),
  currency: z.string(),
  kind: movementKind,
  amount: z.int(),
});
