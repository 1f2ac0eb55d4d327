import type { AuditVerdict } from "@idem/billing";
import type { AccountId } from "@idem/domain";
import { type AuditChain, readChains } from "./audit-chains.ts";
import { auditHash } from "./audit-rows.ts";
import { Prisma, type PrismaClient } from "./generated/client.ts";

/** Recomputes an account's chain: a changed, missing, added or truncated event is named by its place (G7). */
export async function verifyAudit(
  prisma: PrismaClient,
  accountId: AccountId,
): Promise<AuditVerdict> {
  const [chain] = await readChains(prisma, Prisma.sql`account.id = ${accountId}`);
  if (chain === undefined) throw new Error(`There is no account ${accountId}.`);
  return verdictOn(chain);
}

/** So many chains are read at a time: some ten thousand events, which is what is in memory. */
const pageSize = 500;

export type VerifiedAudit = { accountId: AccountId; verdict: AuditVerdict };

/** The same for the next accounts by id, a page of them; none at the end. */
export async function verifyAuditPage(
  prisma: PrismaClient,
  after: string,
): Promise<VerifiedAudit[]> {
  const chains = await readChains(
    prisma,
    Prisma.sql`account.id IN (
      SELECT id FROM billing_account WHERE id > ${after} ORDER BY id LIMIT ${pageSize})`,
  );
  return chains.map((chain) => ({ accountId: chain.accountId, verdict: verdictOn(chain) }));
}

/** The same for every account, a page at a time. */
export async function* verifyAudits(prisma: PrismaClient): AsyncGenerator<VerifiedAudit[]> {
  for (let after = ""; ; ) {
    const page = await verifyAuditPage(prisma, after);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.accountId;
  }
}

function verdictOn({ head, events }: AuditChain): AuditVerdict {
  let previous = "";
  for (const [index, event] of events.entries()) {
    const isLinked = event.seq === index + 1 && event.previous === previous;
    if (!isLinked || event.hash !== auditHash(event, previous))
      return { is: "broken", atSeq: index + 1 };
    previous = event.hash;
  }
  return head.seq === events.length && head.hash === previous
    ? { is: "intact", events: events.length }
    : { is: "broken", atSeq: events.length + 1 };
}
