import type { AccountId, Chart, Finding, Invariant } from "@idem/domain";
import type { Found } from "../ports/doctor-records.ts";
import type { Doctor, Watch } from "./doctor.ts";
import { lookAtSuspects } from "./look-at-suspects.ts";
import { survey } from "./survey.ts";

export type Examination = {
  askedBy: string;
  /** Only these; all where there are none. */
  only: readonly Invariant[];
  /** Stops after so many accounts with findings. */
  limit: number | null;
  /**
   * How long a finding must last to be told, ms. What was bought a moment ago is at Stripe, and its webhook on its way: who
   * looks every night beside buyers looks twice, and who is about to look again anyway does not (0).
   */
  graceMs?: number;
};

export type Examined = { checkId: string; listed: number; looks: number; findings: number };

/** Called for each account that is not well; what belongs to none has no chart, nor has one that cannot be read. */
export type OnFound = (found: { chart: Chart | null; findings: Found[] }) => Promise<void>;

/**
 * Checks every account and changes nothing: lists everything at Stripe once, compares it with all rows in the database,
 * and looks only at those that this casts doubt on. Who is well costs the hundredth part of a read for each object.
 *
 * @throws ProviderUnavailable when Stripe does not answer; an error when it lists so few that it must be another account.
 */
export async function examine(
  doctor: Doctor,
  { askedBy, ...examination }: Examination,
  watching: Watch & { onFound: OnFound },
): Promise<Examined> {
  const checkId = await doctor.records.beginCheck(askedBy);
  return examineAs(doctor, { ...examination, checkId }, watching);
}

/** The same for a check that was begun already. */
export async function examineAs(
  doctor: Doctor,
  { checkId, only, limit, graceMs = 0 }: Omit<Examination, "askedBy"> & { checkId: string },
  { signal, tell, onFound }: Watch & { onFound: OnFound },
): Promise<Examined> {
  const { records } = doctor;
  const listed = await survey(doctor, checkId, { signal, tell });
  await refuseAnotherAccount(doctor, checkId);
  const broken = await readAudits(doctor, checkId, { signal, tell });
  await records.keepDoubts(checkId, [...broken.keys()]);
  const counted = { findings: 0, accounts: 0 };

  const report = async (chart: Chart | null, all: Found[]): Promise<"on" | "enough"> => {
    const findings = all.filter(({ invariant }) => isAskedFor(invariant, only));
    if (counted.accounts === limit) return "enough";
    if (findings.length === 0) return "on";
    counted.accounts += 1;
    counted.findings += findings.length;
    await records.keepFindings(checkId, findings);
    await onFound({ chart, findings });
    return "on";
  };

  const looks = await lookAtSuspects(
    doctor,
    { checkId, broken, graceMs },
    {
      signal,
      tell: (progress) => tell({ ...progress, found: counted.findings }),
      onLook: ({ suspected: { accountId }, chart, findings }) =>
        report(chart, findings.map(about(accountId))),
    },
  );
  for (const { stripeId, ...one } of await records.unclaimed(checkId, mostUnclaimed))
    await report(null, [{ ...one, subject: stripeId, about: [stripeId] }]);
  const { findings } = counted;
  const isWhole = only.length === 0 && limit === null;
  await records.finishCheck(checkId, { listed, looks, findings, isWhole });
  return { checkId, listed, looks, findings };
}

/** People have to look at each of them; who has more of them has another problem. */
const mostUnclaimed = 1_000;

/** Whether one that cannot be read has what is looked for, nobody knows: it is always told. */
const isAskedFor = (invariant: Invariant, only: readonly Invariant[]): boolean =>
  only.length === 0 || only.includes(invariant) || invariant === "can_be_read";

const about =
  (subject: string) =>
  (finding: Finding): Found => ({ ...finding, subject });

/** Those whose story does not add up, and where. */
async function readAudits(
  { records }: Doctor,
  checkId: string,
  { signal, tell }: Watch,
): Promise<Map<AccountId, number>> {
  const broken = new Map<AccountId, number>();
  for (let after: AccountId | null = null, done = 0; ; done += 1) {
    signal.throwIfAborted();
    await records.holdCheck(checkId);
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
