import type { Claim, Journal, RecordedEffect } from "@idem/billing";
import { decideSettled, type EffectIntent, slotOf, unchanged } from "@idem/domain";
import { knownKinds, parseOutcome } from "./effect-json.ts";
import { type Encode, effectRow } from "./effect-rows.ts";
import { Prisma, type PrismaClient } from "./generated/client.ts";
import type { Lane } from "./lane.ts";
import { permitColumns, toPermits } from "./permit-rows.ts";
import type { Transition } from "./transition.ts";

/**
 * How long whoever took an effect is left alone with it. Short, because an overlapping sending is harmless (same key,
 * same bytes): 2 s and a sweep every second settle what a crash left behind within the 5 s of G4.
 */
const leaseSeconds = 2;

/** The journal of foreign effects on PostgreSQL. Time is the database's, so nodes with different clocks agree. */
export function createJournal(
  prisma: PrismaClient,
  { transition, encode, lane }: { transition: Transition; encode: Encode; lane: Lane },
): Journal {
  return {
    claim: (effect) => lane(() => claim(prisma, encode, effect)),

    claimDue: async (limit) =>
      toPermits(
        await prisma.$queryRaw`
          UPDATE effect SET ${taking} WHERE id IN (
            SELECT id FROM effect WHERE outcome IS NULL AND lease_until < now() AND ${isTheSweepers}
            ORDER BY lease_until LIMIT ${limit} FOR UPDATE SKIP LOCKED)
          RETURNING ${permitColumns}`,
      ),

    // First writer wins: under the account's lock the outcome is written once, together with all that follows from it.
    settle: ({ accountId, effectId, intent }, outcome, actor) => {
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

    // One statement, so a crash cannot void a generation without opening the next, nor open two.
    renew: async ({ effectId }) => {
      await prisma.$executeRaw`
        WITH voided AS (
          UPDATE effect SET outcome = '{"is":"void"}', settled_at = now()
          WHERE id = ${effectId} AND outcome IS NULL RETURNING *)
        INSERT INTO effect (id, account_id, kind, slot, generation, key, intent, request, request_hash)
        SELECT gen_random_uuid(), account_id, kind, slot, generation + 1, 'idem_' || gen_random_uuid(),
               intent, request, request_hash FROM voided`;
    },
  };
}

/**
 * Insert or read, then take. Each statement commits by itself, so the row is on disk before a permit exists. A racer
 * who finds the row taken waits and reads the winner's outcome.
 */
async function claim(
  prisma: PrismaClient,
  encode: Encode,
  effect: EffectIntent | RecordedEffect,
): Promise<Claim> {
  const slot = "slot" in effect ? effect.slot : slotOf(effect);
  const [permit] = toPermits(
    await prisma.$queryRaw`
      UPDATE effect SET ${taking}
      WHERE slot = ${slot} AND outcome IS NULL AND (attempts = 0 OR lease_until < now())
      RETURNING ${permitColumns}`,
  );
  if (permit) return { is: "granted", permit };

  const latest = await prisma.effect.findFirst({
    where: { slot },
    orderBy: { generation: "desc" },
  });
  const outcome = parseOutcome(latest?.outcome ?? null);
  if (latest !== null && outcome === null) return { is: "busy" };
  if ("slot" in effect) {
    if (outcome === null) throw new Error(`No effect was ever recorded as ${slot}.`);
    return { is: "settled", outcome };
  }
  const row = effectRow(effect, encode);
  if (latest === null || outcome === null) {
    await prisma.effect.createMany({ data: [row], skipDuplicates: true });
    return claim(prisma, encode, effect);
  }
  // A refusal is certain that nothing was created, so another request (a corrected e-mail) may be tried.
  if (outcome.is === "refused" && latest.requestHash !== row.requestHash) {
    const generation = latest.generation + 1;
    await prisma.effect.createMany({ data: [{ ...row, generation }], skipDuplicates: true });
    return claim(prisma, encode, effect);
  }
  return { is: "settled", outcome };
}

/**
 * A session that nobody has asked Stripe for yet is left to the next start: there is nothing in doubt, nobody waits for
 * it, and only a start makes sure that the account's other sessions are unpayable first (G2). During a deploy, what a
 * newer version has recorded is left to it.
 */
const isTheSweepers = Prisma.sql`(attempts > 0 OR kind <> 'session.create') AND kind IN (${Prisma.join(knownKinds)})`;

const taking = Prisma.sql`
  first_sent_at = COALESCE(first_sent_at, now()), attempts = attempts + 1,
  lease_until = now() + make_interval(secs => ${leaseSeconds})`;
