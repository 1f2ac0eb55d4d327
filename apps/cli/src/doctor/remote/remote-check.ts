import { type Invariant, invariants } from "@idem/domain";
import type { Finding } from "../../finding.ts";
import { inTime, type RemotePractice } from "./remote-practice.ts";

type Choice = { only: readonly Invariant[]; limit: number | null; grace: number };
type Check = NonNullable<Awaited<ReturnType<RemotePractice["duplicates"]["findings"]["query"]>>>;

/** Findings that people read one by one; with --json there are all that the server shows. */
const mostShown = 20;

/** What the nodes' latest check of all accounts has found. Nobody is looked at for it. */
export async function remoteCheck(
  practice: RemotePractice,
  { only, limit, grace }: Choice,
): Promise<Finding> {
  if (limit !== null || grace !== 0)
    throw new Error("With --url the nodes' own check is read: --limit and --grace are not theirs.");
  const asked = only.length === 0 ? [null] : only;
  const answers = await Promise.all(
    asked.map((invariant) => practice.duplicates.findings.query({ invariant }, inTime(practice))),
  );
  const check = answers[0] ?? null;
  if (check === null)
    throw new Error("The nodes have checked nobody yet: idem doctor plan has them look.");
  const counts = check.counts.filter((one) => only.length === 0 || only.includes(one.invariant));
  const found = answers.flatMap((answer) => answer?.found ?? []);
  return tell(practice, { ...check, counts, found });
}

function tell({ json, write }: RemotePractice, check: Check): Finding {
  const { counts, found, listed, looks, askedBy } = check;
  const findings = counts.reduce((sum, { count }) => sum + count, 0);
  const isFine = findings === 0;
  const checkedAt = new Date(check.finishedAtMs).toISOString();
  if (json) {
    for (const finding of found) write(JSON.stringify(finding));
    const byInvariant = Object.fromEntries(counts.map((one) => [one.invariant, one.count]));
    return {
      text: JSON.stringify({ checkedAt, askedBy, listed, looks, findings, byInvariant }),
      isFine,
    };
  }
  const cost = `checked for ${askedBy} at ${checkedAt}: ${listed.toLocaleString("en-US")} objects listed, ${looks} accounts looked at`;
  if (isFine) return { text: `Healthy · ${cost}`, isFine };
  const lines = [
    ...found.slice(0, mostShown).map((one) => `${one.subject}  ${one.invariant}  ${one.words}`),
    ...(findings > mostShown ? [`and ${findings - mostShown} more: --json`] : []),
    "",
    ...counts.map(({ invariant, count }) => {
      const { severity } = invariants[invariant];
      return `${count.toLocaleString("en-US").padStart(9)}  ${severity.padEnd(9)} ${invariant}`;
    }),
    `${findings} findings · ${cost}`,
  ];
  return { text: lines.join("\n"), isFine };
}
