import { type AdminStore, flags } from "@idem/billing";
import { z } from "zod";
import { askedSeq } from "../asked-seq.ts";
import { createMrrReader } from "../create-mrr-reader.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { verifyAudit } from "../verify-audit.ts";
import { verifyShown } from "../verify-shown.ts";
import { accountOf } from "./account-of.ts";
import { audit, auditSeqOf, changeAsked, tellOfStaff } from "./audit-lines.ts";
import { countFacets } from "./count-facets.ts";
import { countSubscriptions } from "./count-subscriptions.ts";
import { effect, effectsInDoubt, effectsInDoubtOf } from "./effect-lines.ts";
import { events, eventsSummary } from "./event-lines.ts";
import { figures } from "./figures.ts";
import { flagsOf } from "./filter-sql.ts";
import { listSubscriptions } from "./list-subscriptions.ts";
import { namedCustomers } from "./named-customers.ts";
import { createAdminPasses } from "./pass-lines.ts";
import { story } from "./story.ts";

/**
 * What admins read, on PostgreSQL: plain reads, each by an index of its own. `counting` is what counts are asked of: few
 * connections, on which a statement may take little time.
 */
export function createAdminStore(
  prisma: PrismaClient,
  counting: PrismaClient = prisma,
): AdminStore {
  const readRevenue = createMrrReader(prisma);
  return {
    subscriptions: (question) => listSubscriptions(prisma, question),
    countSubscriptions: (filter) => countSubscriptions(counting, filter),
    countFacets: (filter) => countFacets(counting, filter),
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
    changeAsked: (accountId, requestId) => changeAsked(prisma, accountId, requestId),
    askedSeq: (asked) => askedSeq(prisma, asked),
    events: (question) => events(prisma, question),
    eventsSummary: () => eventsSummary(prisma),
    ...createAdminPasses(prisma),
    audit: (question) => audit(prisma, question),
    tellOfStaff: (deed) => tellOfStaff(prisma, deed),
    verifyShown: (shown) => verifyShown(prisma, shown),
    figures: (nowMs) => figures(prisma, nowMs, readRevenue),
  };
}

const flagsRow = z.object({ flags: z.array(z.enum(flags)) });
