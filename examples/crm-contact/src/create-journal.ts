import { type Journal, mintPermit, type Outcome, type Permit } from "@idem/billing";
import type { Pool } from "pg";
import { z } from "zod";
import { type ContactEffect, encode, slotOf } from "./contact-effect.ts";
import { timeoutMs } from "./create-crm.ts";
import { outcomeSchema, takenSchema } from "./journal-rows.ts";

/**
 * How long whoever took an effect is left alone with it. The CRM has no keys, so two sendings would be two contacts: the
 * lease is longer than a look and a sending can last, and whoever comes next looks first.
 */
const leaseSeconds = (3 * timeoutMs) / 1_000;

/** A journal on PostgreSQL. Each statement commits by itself; time is the database's, so all nodes agree on it. */
export function createJournal(pool: Pool): Journal<ContactEffect, null> {
  return {
    // The row, with the bytes to send, is on disk before there is a permit to send them.
    claim: async (effect) => {
      const slot = "slot" in effect ? effect.slot : slotOf(effect);
      if (!("slot" in effect))
        await pool.query(
          "INSERT INTO contact_effect (slot, intent, request) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
          [slot, effect, encode(effect)],
        );
      const [permit] = await take(pool, "slot = $1 AND lease_until <= now()", [slot]);
      if (permit) return { is: "granted", permit };
      const outcome = await outcomeOf(pool, slot);
      return outcome === null ? { is: "busy" } : { is: "settled", outcome };
    },

    claimDue: (limit) =>
      take(
        pool,
        `slot IN (SELECT slot FROM contact_effect WHERE outcome IS NULL AND lease_until <= now()
                  ORDER BY lease_until LIMIT $1 FOR UPDATE SKIP LOCKED)`,
        [limit],
      ),

    // The outcome and what follows from it are one statement, so one commit. The first writer wins.
    settle: async ({ intent }, outcome) => {
      const crmId = outcome.is === "done" ? outcome.result.id : null;
      const written = await pool.query(
        `WITH settled AS (
           UPDATE contact_effect SET outcome = $2 WHERE slot = $1 AND outcome IS NULL RETURNING outcome
         ), known AS (
           INSERT INTO contact (customer_id, crm_id) SELECT $3, $4 FROM settled WHERE $4::text IS NOT NULL
         )
         SELECT outcome FROM settled`,
        [slotOf(intent), outcome, intent.customerId, crmId],
      );
      if (written.rows.length > 0) return outcome;
      const winner = await outcomeOf(pool, slotOf(intent));
      if (winner === null) throw new Error(`${slotOf(intent)} was settled by nobody.`);
      return winner;
    },

    // Only keys grow too old, and there are none.
    renew: async () => {
      throw new Error("A contact has no key that could be spent.");
    },
  };
}

/** A statement of its own: one that has waited for the winner still sees the row as it was before. */
async function outcomeOf(pool: Pool, slot: string): Promise<Outcome | null> {
  const { rows } = await pool.query("SELECT outcome FROM contact_effect WHERE slot = $1", [slot]);
  return z.tuple([z.object({ outcome: outcomeSchema.nullable() })]).parse(rows)[0].outcome;
}

async function take(
  pool: Pool,
  which: string,
  values: unknown[],
): Promise<Permit<ContactEffect>[]> {
  const { rows } = await pool.query(
    `UPDATE contact_effect SET first_sent_at = coalesce(first_sent_at, now()), attempts = attempts + 1,
       lease_until = now() + interval '${leaseSeconds} s'
     WHERE outcome IS NULL AND ${which}
     RETURNING slot, key, intent, request, attempts, first_sent_at`,
    values,
  );
  return z
    .array(takenSchema)
    .parse(rows)
    .map((row) =>
      mintPermit({
        effectId: row.slot,
        intent: row.intent,
        key: row.key,
        request: row.request,
        firstSentAtMs: row.first_sent_at.getTime(),
        wasSentBefore: row.attempts > 1,
        expiresAtMs: Number.POSITIVE_INFINITY,
        isExpired: false,
      }),
    );
}
