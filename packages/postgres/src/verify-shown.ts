import type { BrokenLog, ShownLine } from "@idem/billing";
import type { AccountId } from "@idem/domain";
import { readChains } from "./audit-chains.ts";
import { auditHash } from "./audit-rows.ts";
import { Prisma, type PrismaClient } from "./generated/client.ts";
import { isSealed, readDeeds } from "./staff-deeds.ts";

/**
 * Checks lines of many logs by what they say and by their neighbours (G7): one that was changed, one that is missing beside
 * them, and an end that was cut off after them. It costs as much as is shown, however long the logs are; the whole of a log is
 * checked where an account is opened, and of all of them by the command. Of the staff's own log the end is looked at always.
 */
export async function verifyShown(
  prisma: PrismaClient,
  shown: readonly ShownLine[],
): Promise<BrokenLog[]> {
  const [ofAccounts, ofStaff] = await Promise.all([
    brokenAccounts(prisma, shown),
    brokenDeeds(prisma, shown),
  ]);
  return [...ofStaff, ...ofAccounts];
}

type Sealed = { seq: number; previous: string; hash: string; isWhole: boolean };
type Shown = { head: { seq: number; hash: string }; lines: Sealed[]; places: number[] };

async function brokenAccounts(
  prisma: PrismaClient,
  shown: readonly ShownLine[],
): Promise<BrokenLog[]> {
  const places = Map.groupBy(
    shown.filter(({ isDeed }) => !isDeed),
    ({ accountId }) => accountId,
  );
  const lines = [...places.values()].flat();
  if (lines.length === 0) return [];
  const chains = await readChains(
    prisma,
    Prisma.sql`(account.id, event.seq) IN (
      SELECT account_id, seq + step FROM generate_series(-1, 1) AS step,
        unnest(${lines.map(({ accountId }) => accountId)}::text[], ${lines.map(({ seq }) => seq)}::int[])
          AS shown (account_id, seq))`,
  );
  return chains.flatMap(({ accountId, head, events }) =>
    breakOf(accountId, {
      head,
      lines: events.map((event) => ({
        ...event,
        isWhole: auditHash(event, event.previous) === event.hash,
      })),
      places: (places.get(accountId) ?? []).map(({ seq }) => seq),
    }),
  );
}

async function brokenDeeds(
  prisma: PrismaClient,
  shown: readonly ShownLine[],
): Promise<BrokenLog[]> {
  const places = shown.flatMap(({ isDeed, seq }) => (isDeed ? [seq] : []));
  const wanted = places.flatMap((seq) => [seq - 1, seq, seq + 1]);
  const { head, deeds } = await readDeeds(
    prisma,
    Prisma.sql`(deed.seq = ANY (${wanted}::int[]) OR deed.seq >= (SELECT max(seq) - 1 FROM staff_deed))`,
  );
  const last = deeds.at(-1)?.seq;
  if (last === undefined) return head.seq === 0 ? [] : [{ accountId: null, atSeq: 1 }];
  return breakOf(null, {
    head,
    lines: deeds.map((deed) => ({ ...deed, isWhole: isSealed(deed) })),
    places: last === head.seq ? places : [...places, last],
  });
}

/** The first place, if any, that is not what was written. */
function breakOf(accountId: AccountId | null, shown: Shown): BrokenLog[] {
  const found = shown.places.flatMap((seq) => brokenAt(seq, shown));
  return found.length === 0 ? [] : [{ accountId, atSeq: Math.min(...found) }];
}

function brokenAt(seq: number, { head, lines }: Shown): number[] {
  const at = new Map(lines.map((line) => [line.seq, line]));
  const [before, line, after] = [at.get(seq - 1), at.get(seq), at.get(seq + 1)];
  if (line === undefined || !line.isWhole || seq > head.seq) return [seq];
  if (seq === 1 ? line.previous !== "" : before === undefined) return [seq === 1 ? seq : seq - 1];
  if (before !== undefined && line.previous !== before.hash) return [seq];
  if (seq === head.seq) return line.hash === head.hash ? [] : [seq + 1];
  return after?.previous === line.hash ? [] : [seq + 1];
}
