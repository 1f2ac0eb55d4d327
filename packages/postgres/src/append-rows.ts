import type { Decision, Write } from "@idem/domain";
import { z } from "zod";
import type { Applying } from "./apply-decision.ts";
import { auditRows } from "./audit-rows.ts";
import { effectRow } from "./effect-rows.ts";
import type { Prisma } from "./generated/client.ts";

/**
 * The second half of a decision, in one statement, so that the account's lock is held for one round trip: effects are
 * settled, withdrawn and recorded, the revision heard is kept, the story is told, the account's counters move on.
 *
 * An effect is settled once, and only while its outcome is unknown, or the whole decision is undone: anything else would
 * be a lost race that nobody noticed. One that is recorded already is left alone: whoever was first meant the same thing.
 */
export async function appendRows(
  tx: Prisma.TransactionClient,
  { writes, audit, effects }: Decision<unknown>,
  applying: Applying,
): Promise<void> {
  const { account } = applying.state;
  const at = applying.at.toISOString();
  const settled = writes.filter(is("effect.settle"));
  const withdrawn = writes.filter(is("effect.withdraw"));
  const raised = writes.filter(is("revision.raise"));
  const { rows: events, head } = auditRows(audit, applying);
  const recorded = effects.map((intent) => effectRow(intent, applying.encode));
  const ordinal = account.customerOrdinal + writes.filter(is("customer.retire")).length;
  const version = account.syncVersion + writes.filter(is("sync.advance")).length;

  const rows = await tx.$queryRaw`
    WITH settled AS (
      UPDATE effect SET outcome = known.outcome, settled_at = ${at}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) AS known ("effectId" text, outcome jsonb)
      WHERE id = known."effectId" AND effect.outcome IS NULL RETURNING id
    ), withdrawn AS (
      UPDATE effect SET outcome = '{"is":"withdrawn"}', settled_at = ${at}::timestamptz
      WHERE slot = ANY(${withdrawn.map(({ slot }) => slot)}) AND attempts = 0 AND outcome IS NULL RETURNING id
    ), recorded AS (
      INSERT INTO effect (id, account_id, kind, slot, key, intent, request, request_hash)
      SELECT gen_random_uuid(), account_id, kind, slot, key, intent, request, request_hash
      FROM jsonb_to_recordset(${JSON.stringify(recorded)}::jsonb) AS new
        (account_id text, kind text, slot text, key text, intent jsonb, request jsonb, request_hash text)
      ON CONFLICT DO NOTHING
    ), raised AS (
      INSERT INTO checkout_attempt (account_id, attempt, revision, updated_at)
      SELECT ${account.id}, attempt, revision, ${at}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(raised)}::jsonb) AS heard (attempt text, revision int)
      ON CONFLICT (account_id, attempt) DO UPDATE
        SET revision = excluded.revision, updated_at = excluded.updated_at
    ), told AS (
      INSERT INTO audit_event (id, account_id, seq, at, action, source, user_id, request_id, before, after, reason,
                               previous, hash)
      SELECT gen_random_uuid(), "accountId", seq, at, action, source, "userId", "requestId", before, after, reason,
             previous, hash
      FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS event
        ("accountId" text, seq int, at timestamptz, action text, source text, "userId" text, "requestId" text,
         before jsonb, after jsonb, reason text, previous text, hash text)
    ), counted AS (
      UPDATE billing_account SET customer_ordinal = ${ordinal}, sync_version = ${version},
        looked_at = CASE WHEN ${version > account.syncVersion} THEN ${at}::timestamptz ELSE looked_at END,
        audit_seq = ${head.seq}, audit_hash = ${head.hash}, updated_at = ${at}::timestamptz
      WHERE id = ${account.id}
    )
    SELECT (SELECT count(*) FROM settled)::int AS settled, (SELECT count(*) FROM withdrawn)::int AS withdrawn`;
  const [count] = z.tuple([countRow]).parse(rows);
  if (count.settled !== settled.length || count.withdrawn !== withdrawn.length)
    throw new Error(
      `Expected to settle ${settled.length} and withdraw ${withdrawn.length} effects; it was ${count.settled} and ${count.withdrawn}.`,
    );
}

const countRow = z.object({ settled: z.int(), withdrawn: z.int() });

/** The writes of one kind, with its type. */
const is =
  <K extends Write["write"]>(kind: K) =>
  (write: Write): write is Extract<Write, { write: K }> =>
    write.write === kind;
