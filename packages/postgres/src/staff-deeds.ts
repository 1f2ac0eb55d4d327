import { createHash } from "node:crypto";
import type { AuditVerdict } from "@idem/billing";
import { z } from "zod";
import { Prisma, type PrismaClient } from "./generated/client.ts";

/** Sealed by the database when it is written; `covered` is what its hash is of, besides the hash before it. */
export type SealedDeed = { seq: number; covered: string; previous: string; hash: string };

/** The staff's own log: where it ends, and deeds of it in their order. */
export type DeedChain = { head: { seq: number; hash: string }; deeds: SealedDeed[] };

/** Whether a deed says what was sealed. */
export const isSealed = ({ covered, previous, hash }: SealedDeed): boolean =>
  createHash("sha256").update(previous).update(covered).digest("hex") === hash;

/**
 * Recomputes the whole chain: a deed that was changed, removed, put between or cut off is named by its place (G7). The hash is
 * computed here, from what the rows say: what seals them in the database is not believed.
 */
export async function verifyDeeds(prisma: PrismaClient): Promise<AuditVerdict> {
  let last = { seq: 0, hash: "" };
  for (let after = leastSeq; ; after = last.seq) {
    const { head, deeds } = await readDeeds(prisma, Prisma.sql`deed.seq > ${after}::int`);
    for (const deed of deeds) {
      const isLinked = deed.seq === last.seq + 1 && deed.previous === last.hash;
      if (!isLinked || !isSealed(deed)) return { is: "broken", atSeq: last.seq + 1 };
      last = deed;
    }
    if (deeds.length === 0)
      return head.seq === last.seq && head.hash === last.hash
        ? { is: "intact", events: last.seq }
        : { is: "broken", atSeq: last.seq + 1 };
  }
}

/** Below every place there is: what somebody has put there is read too. */
const leastSeq = -2_147_483_648;

const pageSize = 5_000;

/**
 * Deeds in their order, with the head by the same statement: between two, somebody would add one, and a whole chain would
 * look tampered with. The form of `covered` is that of `staff_deed_text`, which seals them.
 */
export async function readDeeds(prisma: PrismaClient, which: Prisma.Sql): Promise<DeedChain> {
  const rows = z.array(deedRow).parse(
    await prisma.$queryRaw`
      SELECT head.seq AS "headSeq", head.hash AS "headHash", deed.seq, previous, deed.hash, jsonb_build_array(deed.seq, deed.id,
        to_char(deed.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), user_id, request_id, action, details, reason,
        action_id)::text AS covered
      FROM (SELECT coalesce(max(seq), 0) AS seq, coalesce(max(hash), '') AS hash FROM staff_log) AS head
        LEFT JOIN staff_deed AS deed ON ${which}
      ORDER BY deed.seq LIMIT ${pageSize}`,
  );
  const [first] = rows;
  return {
    head: { seq: first?.headSeq ?? 0, hash: first?.headHash ?? "" },
    deeds: rows.flatMap((row) => (row.seq === null ? [] : [row])),
  };
}

const head = { headSeq: z.int(), headHash: z.string() };
const deedRow = z.union([
  z.object({ ...head, seq: z.int(), covered: z.string(), previous: z.string(), hash: z.string() }),
  z.object({ ...head, seq: z.null() }),
]);
