import { type AccountId, toAccountId } from "@idem/domain";
import { z } from "zod";
import type { AuditContent } from "./audit-rows.ts";
import type { Prisma, PrismaClient } from "./generated/client.ts";

/** An account's log as it is kept: the head on the account's row, and the events in their order. */
export type AuditChain = {
  accountId: AccountId;
  head: { seq: number; hash: string };
  events: (AuditContent & { previous: string; hash: string })[];
};

/**
 * The chains of those accounts, by account. Head and events come by one statement: between two, a change would add an
 * event, and a whole chain would look tampered with.
 */
export async function readChains(prisma: PrismaClient, which: Prisma.Sql): Promise<AuditChain[]> {
  const rows = await prisma.$queryRaw`
    SELECT account.id AS "accountId", audit_seq AS "headSeq", audit_hash AS "headHash", seq, at, action, source,
      event.user_id AS "userId", request_id AS "requestId", before, after, reason, previous, hash
    FROM billing_account AS account LEFT JOIN audit_event AS event ON event.account_id = account.id
    WHERE ${which} ORDER BY account.id, seq`;
  const chains: AuditChain[] = [];
  for (const { accountId, headSeq, headHash, ...event } of z.array(chainRow).parse(rows)) {
    let chain = chains.at(-1);
    if (chain?.accountId !== accountId) {
      chain = { accountId, head: { seq: headSeq, hash: headHash }, events: [] };
      chains.push(chain);
    }
    if (event.seq !== null) chain.events.push({ accountId, ...event });
  }
  return chains;
}

const noEvent = z.object({ seq: z.null() });
const event = z.object({
  seq: z.int(),
  at: z.date(),
  action: z.string(),
  source: z.string(),
  userId: z.string().nullable(),
  requestId: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  previous: z.string(),
  hash: z.string(),
});
const head = z.object({
  accountId: z.string().transform(toAccountId),
  headSeq: z.int(),
  headHash: z.string(),
});
const chainRow = z.union([
  z.object({ ...head.shape, ...event.shape }),
  z.object({ ...head.shape, ...noEvent.shape }),
]);
