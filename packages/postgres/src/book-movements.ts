import {
  type AuditEntry,
  type Decision,
  type MrrStanding,
  movementsOf,
  mrrOf,
  type Subscription,
} from "@idem/domain";
import { z } from "zod";
import type { Applying } from "./apply-decision.ts";
import type { Prisma } from "./generated/client.ts";

/**
 * Books what a written subscription moves the account's monthly recurring revenue by, in the transaction that writes it:
 * so a movement is neither lost nor booked twice, whoever has written (docs/decisions/0024). It starts from what was
 * booked last and not from the row before, so that the sum of an account's movements is always what it brings.
 */
export async function bookMovements(
  tx: Prisma.TransactionClient,
  { writes, audit }: Decision<unknown>,
  { state, auditHead, at }: Applying,
): Promise<void> {
  const after = writes.findLast((write) => write.write === "subscription.upsert")?.subscription;
  if (after === undefined || brings(state.subscription) === brings(after)) return;
  const accountId = state.account.id;
  const seq = auditHead.seq + 1 + audit.findIndex(isOfSubscription);
  const movements = movementsOf(await standingOf(tx, accountId), mrrOf(after));
  if (movements.length === 0) return;
  await tx.mrrMovement.createMany({
    data: movements.map((movement) => ({ accountId, seq, at, ...movement })),
  });
}

const brings = (subscription: Subscription | null): string => {
  const { amount, currency } = subscription ? mrrOf(subscription) : { amount: 0, currency: "" };
  return amount === 0 ? "nothing" : `${amount} ${currency}`;
};

const isOfSubscription = ({ action }: AuditEntry): boolean =>
  action === "subscription.started" ||
  action === "subscription.changed" ||
  action === "subscription.replaced";

async function standingOf(tx: Prisma.TransactionClient, accountId: string): Promise<MrrStanding> {
  const rows = await tx.$queryRaw`
    SELECT DISTINCT ON (currency) currency, mrr::float8 AS mrr FROM mrr_movement
    WHERE account_id = ${accountId} ORDER BY currency, seq DESC`;
  return new Map(
    z
      .array(standing)
      .parse(rows)
      .map(({ currency, mrr }) => [currency, mrr]),
  );
}

const standing = z.object({ currency: z.string(), mrr: z.int() });
