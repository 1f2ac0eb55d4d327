import { type AdminStore, flags } from "@idem/billing";
import { z } from "zod";
import { createMrrReader } from "../create-mrr-reader.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { passColumns, toPasses } from "../pass-rows.ts";
import { verifyAudit } from "../verify-audit.ts";
import { accountOf } from "./account-of.ts";
import { audit, auditSeqOf, tellOfStaff } from "./audit-lines.ts";
import { countStatuses, countSubscriptions } from "./count-subscriptions.ts";
import { effect, effectsInDoubt, effectsInDoubtOf } from "./effect-lines.ts";
import { events, eventsSummary } from "./event-lines.ts";
import { figures } from "./figures.ts";
import { flagsOf } from "./filter-sql.ts";
import { listSubscriptions } from "./list-subscriptions.ts";
import { namedCustomers } from "./named-customers.ts";
import { story } from "./story.ts";

/** What admins read, on PostgreSQL: plain reads, each by an index of its own. */
export function createAdminStore(prisma: PrismaClient): AdminStore {
  const readRevenue = createMrrReader(prisma);
  return {
    subscriptions: (question) => listSubscriptions(prisma, question),
    countSubscriptions: (filter) => countSubscriptions(prisma, filter),
    countStatuses: () => countStatuses(prisma),
    accountOf: (id) => accountOf(prisma, id),
    story: (question) => story(prisma, question),
    namedCustomers: (accountId) => namedCustomers(prisma, accountId),
    verifyAudit: (accountId) => verifyAudit(prisma, accountId),
    effectsInDoubt: (limit) => effectsInDoubt(prisma, limit),
    effectsInDoubtOf: (accountId) => effectsInDoubtOf(prisma, accountId),
    flagsOf: async (accountId) => {
      const rows = await prisma.$queryRaw`SELECT ${flagsOf(Prisma.sql`${accountId}`)} AS flags`;
      return z.tuple([flagsRow]).parse(rows)[0].flags;
    },
    effect: (id) => effect(prisma, id),
    isRecorded: async (slot) => (await prisma.effect.count({ where: { slot } })) > 0,
    auditSeqOf: (accountId, requestId) => auditSeqOf(prisma, accountId, requestId),
    events: (question) => events(prisma, question),
    eventsSummary: () => eventsSummary(prisma),
    passes: async (limit) =>
      toPasses(
        await prisma.$queryRaw`
          SELECT ${passColumns} FROM reconciliation ORDER BY started_at DESC LIMIT ${limit}`,
      ),
    audit: (question) => audit(prisma, question),
    tellOfStaff: (deed) => tellOfStaff(prisma, deed),
    figures: (nowMs) => figures(prisma, nowMs, readRevenue),
  };
}

const flagsRow = z.object({ flags: z.array(z.enum(flags)) });
