import { type AccountId, type Chart, diagnose, type Finding, type Invariant } from "@idem/domain";
import type { Found } from "../ports/doctor-records.ts";
import { accountsAtOnce, type Doctor, type Watch } from "./doctor.ts";
import { readChart } from "./read-chart.ts";
import { survey } from "./survey.ts";

export type Examination = {
  askedBy: string;
  /** Only these; all where there are none. */
  only: readonly Invariant[];
  /** Stops after so many accounts with findings. */
  limit: number | null;
};

export type Examined = { checkId: string; listed: number; looks: number; findings: number };

/** Called for each account that is not well, and for what belongs to none, which has no chart. */
export type OnFound = (found: { chart: Chart | null; findings: Found[] }) => Promise<void>;

/**
 * Checks every account and changes nothing: lists everything at Stripe once, compares it with all rows in the database,
 * and looks only at those that this casts doubt on. Who is well costs the hundredth part of a read for each object.
 *
 * @throws ProviderUnavailable when Stripe does not answer; an error when it lists so few that it must be another account.
 */
export async function examine(
  doctor: Doctor,
  examination: Examination,
  { signal, tell, onFound }: Watch & { onFound: OnFound },
): Promise<Examined> {
  const { records } = doctor;
  const checkId = await records.beginCheck(examination.askedBy);
  const listed = await survey(doctor, checkId, { signal, tell });
  await refuseAnotherAccount(doctor, checkId);
  const broken = await readAudits(doctor, { signal, tell });
  await records.keepDoubts(checkId, [...broken.keys()]);
  const expected = await records.findSuspects(checkId);
  const counted = { looks: 0, findings: 0, accounts: 0 };

  const report = async (chart: Chart | null, all: Found[]): Promise<void> => {
    const { only, limit } = examination;
    const findings = all.filter(({ invariant }) => only.length === 0 || only.includes(invariant));
    if (findings.length === 0 || counted.accounts === limit) return;
    counted.accounts += 1;
    counted.findings += findings.length;
    await records.keepFindings(checkId, findings);
    await onFound({ chart, findings });
  };

  for await (const suspect of inPages((after) =>
    records.suspects(checkId, after, accountsAtOnce),
  )) {
    signal.throwIfAborted();
    const charts = await Promise.all(
      suspect.map((one) =>
        readChart(doctor, { ...one, auditBreaksAt: broken.get(one.accountId) ?? null }),
      ),
    );
    counted.looks += charts.length;
    for (const chart of charts) await report(chart, diagnose(chart).map(about(chart.account.id)));
    tell({ doing: "looking", done: counted.looks, expected, found: counted.findings });
    if (counted.accounts === examination.limit) break;
  }
  for (const { stripeId, ...one } of await records.unclaimed(checkId, mostUnclaimed))
    await report(null, [{ ...one, subject: stripeId, about: [stripeId] }]);
  const { looks, findings } = counted;
  const isWhole = examination.only.length === 0 && examination.limit === null;
  await records.finishCheck(checkId, { listed, looks, findings, isWhole });
  return { checkId, listed, looks, findings };
}

/** People have to look at each of them; who has more of them has another problem. */
const mostUnclaimed = 1_000;

const about =
  (subject: string) =>
  (finding: Finding): Found => ({ ...finding, subject });

async function* inPages<T extends { accountId: AccountId }>(
  read: (after: AccountId | null) => Promise<T[]>,
): AsyncGenerator<T[]> {
  for (let page = await read(null); page.length > 0; ) {
    yield page;
    page = await read(page.at(-1)?.accountId ?? null);
  }
}

/** Those whose story does not add up, and where. */
async function readAudits(
  { records }: Doctor,
  { signal, tell }: Watch,
): Promise<Map<AccountId, number>> {
  const broken = new Map<AccountId, number>();
  for (let after: AccountId | null = null, done = 0; ; done += 1) {
    signal.throwIfAborted();
    const page = await records.brokenAudits(after);
    for (const { accountId, atSeq } of page.broken) broken.set(accountId, atSeq);
    if (page.last === null) return broken;
    after = page.last;
    tell({ doing: "reading audits", done, expected: null, found: broken.size });
  }
}

/** So many may vanish from Stripe in a day's work; more than half of all, and more than this, is another Stripe account. */
const mostUnseen = 1_000;

async function refuseAnotherAccount({ records }: Doctor, checkId: string): Promise<void> {
  const { unseen, customers } = await records.countUnseen(checkId);
  if (unseen > mostUnseen && unseen * 2 > customers)
    throw new Error(
      `Stripe lists ${customers - unseen} of ${customers} customers: is the key of another Stripe account?`,
    );
}
