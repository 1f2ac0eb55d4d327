import { type AdminPasses, type DriftLine, driftKinds, type PassSeen } from "@idem/billing";
import { toAccountId } from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { passColumns, passRow } from "../pass-rows.ts";
import { driftKind } from "./drift-kind.ts";
import { moment } from "./moment.ts";

/** Passes and what they have found, as staff read them. */
export function createAdminPasses(prisma: PrismaClient): AdminPasses {
  const readPasses = async (which: Prisma.Sql): Promise<PassSeen[]> => {
    const rows = z
      .array(passRow)
      .parse(await prisma.$queryRaw`SELECT ${passColumns} FROM reconciliation ${which}`);
    const counted = await count(
      prisma,
      rows.map(({ id }) => id),
    );
    return rows.map((pass) => {
      const own = counted.filter(({ passId }) => passId === pass.id);
      const kinds = Object.fromEntries(own.map(({ kind, found }) => [kind, found]));
      const accepted = own.reduce((sum, one) => sum + one.accepted, 0);
      return { ...pass, accepted, kinds: { ...none, ...kinds } };
    });
  };
  return {
    passes: (limit) => readPasses(Prisma.sql`ORDER BY started_at DESC LIMIT ${limit}`),
    pass: async (id) => (await readPasses(Prisma.sql`WHERE id = ${id}`))[0] ?? null,

    drifts: ({ passId, kind, onlyKept, before, limit }) =>
      readDrifts(
        prisma,
        Prisma.sql`drift.reconciliation_id = ${passId}
          AND ${kind === null ? all : Prisma.sql`${driftKind} = ${kind}`}
          AND ${onlyKept ? Prisma.sql`drift.outcome = 'kept'` : all}
          AND ${before === null ? all : Prisma.sql`(drift.settled_at, drift.id) < (${before.at}::timestamptz, ${before.id})`}
          ORDER BY drift.settled_at DESC, drift.id DESC LIMIT ${limit}`,
      ),
    drift: async (id) => (await readDrifts(prisma, Prisma.sql`drift.id = ${id}`))[0] ?? null,

    acceptDrift: async (id, by) => {
      await prisma.$executeRaw`
        UPDATE drift SET outcome = 'accepted', accepted_at = now(), accepted_by = ${by}
        WHERE id = ${id} AND outcome = 'kept'`;
    },
  };
}

const all = Prisma.sql`true`;
const none = { drift: 0, missing_here: 0, missing_at_stripe: 0, not_compared: 0 };

const count = async (prisma: PrismaClient, passIds: string[]) =>
  z.array(countRow).parse(
    await prisma.$queryRaw`
      SELECT reconciliation_id AS "passId", ${driftKind} AS kind, count(*)::int AS found,
        count(*) FILTER (WHERE outcome = 'accepted')::int AS accepted
      FROM drift WHERE reconciliation_id = ANY (${passIds}) GROUP BY 1, 2`,
  );

const readDrifts = async (prisma: PrismaClient, where: Prisma.Sql): Promise<DriftLine[]> =>
  z.array(driftLine).parse(
    await prisma.$queryRaw`
      SELECT drift.id, drift.settled_at AS at, drift.subject, drift.outcome, ${driftKind} AS kind, drift.differences, drift.note,
        drift.is_missed_webhook AS "isMissedWebhook", drift.account_id AS "accountId", account.name AS "accountName",
        subscription.currency, drift.accepted_at AS "acceptedAt", drift.accepted_by AS "acceptedBy"
      FROM drift LEFT JOIN billing_account AS account ON account.id = drift.account_id
        LEFT JOIN subscription ON subscription.account_id = drift.account_id
      WHERE ${where}`,
  );

const kind = z.enum(driftKinds);

const countRow = z.object({ passId: z.string(), kind, found: z.int(), accepted: z.int() });

const driftLine = z
  .object({
    id: z.string(),
    at: moment,
    subject: z.string(),
    outcome: z.enum(["healed", "kept", "accepted"]),
    kind,
    differences: z.array(z.object({ field: z.string(), ours: z.unknown(), stripes: z.unknown() })),
    note: z.string(),
    isMissedWebhook: z.boolean(),
    accountId: z.string().transform(toAccountId).nullable(),
    accountName: z.string().nullable(),
    currency: z.string().nullable(),
    acceptedAt: moment.nullable(),
    acceptedBy: z.string().nullable(),
  })
  .transform(({ acceptedAt, acceptedBy, ...drift }) => ({
    ...drift,
    accepted:
      acceptedAt === null || acceptedBy === null ? null : { by: acceptedBy, at: acceptedAt },
  }));
