import type { Verified } from "@idem/billing";
import type { Finding } from "../finding.ts";

/** What is still wrong with a plan's accounts. Throws where not all of them could be looked at. */
export function tellVerified(
  { planId, accounts, left, findings, found }: Verified & { planId: string; findings: number },
  json: true | undefined,
): Finding {
  if (left > 0)
    throw new Error(
      `${left} accounts are left: no answer, at work, or not to be read. The same command looks again.`,
    );
  const isFine = findings === 0;
  if (json) return { text: JSON.stringify({ planId, accounts, findings, found }), isFine };
  if (isFine) return { text: `All ${accounts} accounts of ${planId} are healthy.`, isFine };
  const lines = found.map(({ subject, invariant, words }) => `${subject}  ${invariant}  ${words}`);
  return { text: [...lines, `${findings} findings in ${accounts} accounts.`].join("\n"), isFine };
}
