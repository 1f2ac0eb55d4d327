import type { EffectLine } from "@idem/billing";
import { type AccountId, toAccountId } from "@idem/domain";
import { z } from "zod";
import { intentSchema, parseOutcome } from "../effect-json.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { moment } from "./moment.ts";

/** What a statement about effects returns. */
const columns = Prisma.sql`
  effect.id, effect.created_at AS at, effect.account_id AS "accountId", account.name AS "accountName", kind, slot,
  generation, key, intent, request, first_sent_at AS "firstSentAt", attempts, outcome, settled_at AS "settledAt"`;
const tables = Prisma.sql`effect JOIN billing_account AS account ON account.id = effect.account_id`;

/** Those that somebody may be wondering about: sent, or left to the sweeper, and not heard of. */
const inDoubt = Prisma.sql`outcome IS NULL AND attempts > 0`;

export async function effectsInDoubt(prisma: PrismaClient, limit: number): Promise<EffectLine[]> {
  return toEffects(
    await prisma.$queryRaw`
      SELECT ${columns} FROM ${tables} WHERE ${inDoubt} ORDER BY first_sent_at LIMIT ${limit}`,
  );
}

export async function effectsInDoubtOf(
  prisma: PrismaClient,
  accountId: AccountId,
): Promise<EffectLine[]> {
  return toEffects(
    await prisma.$queryRaw`
      SELECT ${columns} FROM ${tables} WHERE effect.account_id = ${accountId} AND ${inDoubt}
      ORDER BY first_sent_at`,
  );
}

export async function effect(prisma: PrismaClient, id: string): Promise<EffectLine | null> {
  const found = toEffects(
    await prisma.$queryRaw`SELECT ${columns} FROM ${tables} WHERE effect.id = ${id}`,
  );
  return found[0] ?? null;
}

/** Effects of an account before a moment, the latest first. */
export const effectsBefore = async (
  prisma: PrismaClient,
  { where, limit }: { where: Prisma.Sql; limit: number },
): Promise<EffectLine[]> =>
  toEffects(
    await prisma.$queryRaw`
      SELECT ${columns} FROM ${tables} WHERE ${where}
      ORDER BY effect.created_at DESC, effect.id COLLATE "C" DESC LIMIT ${limit}`,
  );

const kind = z.enum(intentSchema.options.map((option) => option.shape.kind.value));

const effectRow = z.object({
  id: z.string(),
  at: moment,
  accountId: z.string().transform(toAccountId),
  accountName: z.string(),
  kind,
  slot: z.string(),
  generation: z.int(),
  key: z.string(),
  intent: z.unknown(),
  request: z.unknown(),
  firstSentAt: moment.nullable(),
  attempts: z.int(),
  outcome: z.unknown().transform(parseOutcome),
  settledAt: moment.nullable(),
});

const toEffects = (rows: unknown): EffectLine[] => z.array(effectRow).parse(rows);
