import { openDatabase, verifyAudits, verifyDeeds } from "@idem/postgres";
import type { Finding } from "./finding.ts";

type Audited = {
  accounts: number;
  events: number;
  broken: { accountId: string; atSeq: number }[];
  /** The staff's own log: what they did that stands in no account's story. */
  staff: Awaited<ReturnType<typeof verifyDeeds>>;
};

const mostShown = 20;

/**
 * `idem audit`: recomputes the hash chain of every account's audit log, and of the staff's own. A log that was tampered with
 * is a finding, named by the account and by the first entry that is not what was written. Needs nothing but the database, and only reads it.
 */
export async function audit(
  databaseUrl: string | null,
  { json, progress }: { json: true | undefined; progress: (line: string) => void },
): Promise<Finding> {
  if (databaseUrl === null)
    throw new Error("This reads a deployment’s database: set DATABASE_URL as its nodes have it.");
  const { prisma, close } = openDatabase({ url: databaseUrl, poolSize: 1 });
  const audited: Audited = {
    ...{ accounts: 0, events: 0, broken: [] },
    staff: { is: "intact", events: 0 },
  };
  try {
    audited.staff = await verifyDeeds(prisma);
    for await (const page of verifyAudits(prisma)) {
      for (const { accountId, verdict } of page) {
        audited.accounts += 1;
        if (verdict.is === "intact") audited.events += verdict.events;
        else audited.broken.push({ accountId, atSeq: verdict.atSeq });
      }
      progress(`${count(audited.accounts)} accounts, ${count(audited.events)} entries`);
    }
  } finally {
    await close();
  }
  const isFine = audited.broken.length === 0 && audited.staff.is === "intact";
  return { text: json ? JSON.stringify(audited) : tell(audited), isFine };
}

function tell({ accounts, events, broken, staff }: Audited): string {
  const ofStaff =
    staff.is === "intact"
      ? `the staff’s own is whole, ${count(staff.events)} entries`
      : `broken: the staff’s own  entry ${staff.atSeq} is not what was written`;
  if (broken.length === 0)
    return staff.is === "intact"
      ? `Every audit log is whole · ${count(accounts)} accounts, ${count(events)} entries · ${ofStaff}`
      : `Every account’s audit log is whole · ${count(accounts)} accounts, ${count(events)} entries\n${ofStaff}`;
  const lines = broken
    .slice(0, mostShown)
    .map(({ accountId, atSeq }) => `broken ${accountId}  entry ${atSeq} is not what was written`);
  if (broken.length > mostShown) lines.push(`and ${count(broken.length - mostShown)} more`);
  return [
    `${count(broken.length)} of ${count(accounts)} audit logs were tampered with`,
    ...lines,
    ofStaff,
  ].join("\n");
}

const count = (value: number): string => value.toLocaleString("en-US");
