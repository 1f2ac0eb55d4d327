import { examine } from "@idem/billing";
import { type Invariant, invariants } from "@idem/domain";
import type { Finding } from "../finding.ts";
import type { Practice } from "./run-doctor.ts";
import { createTally } from "./tally.ts";

/** Findings that people read one by one; with --json there are all. */
const mostShown = 20;

/** Looks for what is not as it must be, and notes it down for the metrics and the staff's page. Repairs nothing. */
export async function checkCommand(
  { doctor, watch, askedBy, json, write }: Practice,
  { only, limit, grace }: { only: readonly Invariant[]; limit: number | null; grace: number },
): Promise<Finding> {
  const tally = createTally<Invariant>();
  let shown = 0;
  const examined = await examine(
    doctor,
    { askedBy, only, limit, graceMs: grace * 1_000 },
    {
      ...watch,
      onFound: async ({ findings }) => {
        for (const finding of findings) {
          tally.add(finding.invariant);
          shown += 1;
          if (json) write(JSON.stringify(finding));
          else if (shown <= mostShown)
            write(`${finding.subject}  ${finding.invariant}  ${finding.words}`);
        }
      },
    },
  );
  const { findings, listed, looks } = examined;
  const isFine = findings === 0;
  if (json) return { text: JSON.stringify({ ...examined, byInvariant: tally.counts() }), isFine };
  const cost = `${listed.toLocaleString("en-US")} objects listed, ${looks} accounts looked at`;
  if (isFine) return { text: `Healthy · ${cost}`, isFine };
  const lines = [
    ...(findings > mostShown ? [`and ${findings - mostShown} more: --json`] : []),
    "",
    ...tally.lines((name) => `${invariants[name].severity.padEnd(9)} ${name}`),
    `${findings} findings · ${cost}`,
  ];
  return { text: lines.join("\n"), isFine };
}
