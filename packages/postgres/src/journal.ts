import type { Claim, Journal, Permit, RecordedEffect } from "@idem/billing";
import { decideSettled, type EffectIntent, slotOf, unchanged } from "@idem/domain";
import { parseOutcome } from "./effect-json.ts";
import { type EffectRow, type Encode, effectRow } from "./effect-rows.ts";
import { Prisma, type PrismaClient } from "./generated/client.ts";
import type { Lane } from "./lane.ts";
import { leaseEnd, taking } from "./lease.ts";
import { permitColumns, toPermits } from "./permit-rows.ts";
import type { Transition } from "./transition.ts";

/** The journal of foreign effects on PostgreSQL. Time is the database's, so nodes with different clocks agree. */
export function createJournal(
  prisma: PrismaClient,
  { transition, encode, lane }: { transition: Transition; encode: Encode; lane: Lane },
): Journal {
  return {
    claim: (effect) => lane(() => claim(prisma, encode, effect)),

    claimDue: async (limit, kinds) =>
      toPermits(
        await prisma.$queryRaw`
          UPDATE effect SET ${taking} WHERE id IN (
            SELECT id FROM effect WHERE outcome IS NULL AND lease_until < now() AND ${isTheSweepers}
              AND kind IN (${Prisma.join([...kinds])})
            ORDER BY lease_until LIMIT ${limit} FOR UPDATE SKIP LOCKED)
          RETURNING ${permitColumns}`,
      ),

    // First writer wins: under the account's lock the outcome is written once, together with all that follows from it.
    settle: ({ effectId, intent }, outcome, actor) => {
      const { accountId } = intent;
      const checkout = "checkoutId" in intent ? { checkoutId: intent.checkoutId } : {};
      return transition({ accountId, actor, effectId, ...checkout }, (state, settled) => {
        if (settled !== null) return unchanged(settled);
        const next = decideSettled(state, intent, outcome);
        return {
          ...next,
          answer: outcome,
          writes: [{ write: "effect.settle", effectId, outcome }, ...next.writes],
        };
      });
    },

    // One statement, so a crash cannot void a generation without opening the next, nor open two. Under the account's lock
    // as well: whoever settles has read that nothing is known, and it must stay so until they have written.
    renew: ({ effectId, intent: { accountId } }) =>
      lane(async () => {
        await prisma.$executeRaw`
          WITH held AS (
            SELECT FROM billing_account WHERE id = ${accountId} FOR NO KEY UPDATE
          ), voided AS (
            UPDATE effect SET outcome = '{"is":"void"}', settled_at = now()
            FROM held WHERE id = ${effectId} AND outcome IS NULL RETURNING effect.*)
          INSERT INTO effect (id, account_id, kind, slot, generation, key, intent, request, request_hash)
          SELECT gen_random_uuid(), account_id, kind, slot, generation + 1, 'idem_' || gen_random_uuid(),
                 intent, request, request_hash FROM voided`;
      }),
  };
}

/** Record it or find it, and take it if nobody else has. A racer who finds it taken waits and reads the winner's outcome. */
async function claim(
  prisma: PrismaClient,
  encode: Encode,
  effect: EffectIntent | RecordedEffect,
): Promise<Claim> {
  const isRecorded = "slot" in effect;
  const row = isRecorded ? null : effectRow(effect, encode);
  const slot = isRecorded ? effect.slot : slotOf(effect);
  const permit = await take(prisma, { slot, row, generation: 1 });
  if (permit) return { is: "granted", permit };

  const latest = await prisma.effect.findFirst({
    where: { slot },
    orderBy: { generation: "desc" },
    select: { generation: true, outcome: true, requestHash: true },
  });
  if (latest === null) throw new Error(`No effect was ever recorded as ${slot}.`);
  const outcome = parseOutcome(latest.outcome);
  if (outcome === null) return { is: "busy" };
  // A refusal is certain that nothing was created, so another request (a corrected e-mail) may be tried.
  if (row !== null && outcome.is === "refused" && latest.requestHash !== row.request_hash) {
    const generation = latest.generation + 1;
    const corrected = await take(prisma, { slot, row, generation });
    return corrected ? { is: "granted", permit: corrected } : { is: "busy" };
  }
  return { is: "settled", outcome };
}

type Taking = { slot: string; row: EffectRow | null; generation: number };

/**
 * One statement that commits by itself, so the row, its key and its bytes are on disk before a permit exists. Either it
 * records the effect and takes it, or it takes the one that was recorded earlier; or somebody else has it.
 */
async function take(
  prisma: PrismaClient,
  { slot, row, generation }: Taking,
): Promise<Permit | undefined> {
  const rows = JSON.stringify(row === null ? [] : [{ ...row, generation }]);
  const [permit] = toPermits(
    await prisma.$queryRaw`
      WITH recorded AS (
        INSERT INTO effect (id, account_id, kind, slot, generation, key, intent, request, request_hash,
                            first_sent_at, attempts, lease_until)
        SELECT gen_random_uuid(), account_id, kind, slot, generation, key, intent, request, request_hash,
               now(), 1, ${leaseEnd(Prisma.sql`0`)}
        FROM jsonb_to_recordset(${rows}::jsonb) AS new (account_id text, kind text, slot text, generation int,
             key text, intent jsonb, request jsonb, request_hash text)
        ON CONFLICT DO NOTHING RETURNING ${permitColumns}
      ), found AS (
        UPDATE effect SET ${taking}
        WHERE slot = ${slot} AND outcome IS NULL AND (attempts = 0 OR lease_until < now())
        RETURNING ${permitColumns}
      )
      SELECT * FROM recorded UNION ALL SELECT * FROM found`,
  );
  return permit;
}

/**
 * A session that nobody has asked Stripe for yet is left to the next start: there is nothing in doubt, nobody waits for
 * it, and only a start makes sure that the account's other sessions are unpayable first (G2). During a deploy, what a
 * newer version has recorded is left to it.
 */
const isTheSweepers = Prisma.sql`(attempts > 0 OR kind <> 'session.create')`;
