import { makePlan } from "@idem/billing";
import { type Chart, type Invariant, planRepair, type RepairPolicy, wordsOf } from "@idem/domain";
import type { Finding } from "../finding.ts";
import type { Practice } from "./run-doctor.ts";

/** Accounts that people read one by one; with --json there are all. */
const mostShown = 10;

/** What a plan is for, and about whom; an empty `only` is every invariant, `limit` counts accounts. */
export type PlanChoice = {
  reason: string;
  refund: RepairPolicy["refund"];
  only: readonly Invariant[];
  limit: number | null;
};

/** Writes a plan down, and shows what it would do. Nothing of an account is touched, here or at Stripe. */
export async function planCommand(
  { doctor, watch, askedBy, json, write }: Practice,
  { reason, refund, only, limit }: PlanChoice,
): Promise<Finding> {
  const policy = { refund };
  let shown = 0;
  const planned = await makePlan(
    doctor,
    { askedBy, reason, policy, only, limit },
    {
      ...watch,
      onFound: async ({ chart, findings }) => {
        shown += 1;
        const subject = findings[0]?.subject ?? "";
        if (json) write(JSON.stringify({ subject, findings, steps: stepsOf(chart, policy) }));
        else if (shown <= mostShown) write(textOf(subject, findings, chart, policy));
      },
    },
  );
  const { planId, accounts, steps, findings } = planned;
  const isFine = findings === 0;
  if (json) return { text: JSON.stringify(planned), isFine };
  if (isFine) return { text: "Healthy: there is nothing to plan.", isFine };
  const more = shown > mostShown ? [`and ${shown - mostShown} more: --json`, ""] : [];
  const summary = `${planId}: ${steps} steps for ${accounts} accounts. Nothing was changed.`;
  return { text: [...more, summary, `idem doctor apply ${planId} --execute`].join("\n"), isFine };
}

const stepsOf = (chart: Chart | null, policy: RepairPolicy) =>
  (chart === null ? [] : planRepair(chart, policy)).map((step) => ({
    ...step,
    words: wordsOf(step),
  }));

function textOf(
  subject: string,
  findings: readonly { invariant: string; words: string }[],
  chart: Chart | null,
  policy: RepairPolicy,
): string {
  const steps = stepsOf(chart, policy);
  return [
    subject,
    ...findings.map(({ invariant, words }) => `  ! ${invariant}: ${words}`),
    ...steps.map(({ words }, index) => `  ${index + 1}. ${words}`),
    ...(steps.length === 0 ? ["  Nothing that could be done by itself: for people."] : []),
    "",
  ].join("\n");
}
