import type { Applied } from "@idem/billing";
import type { Finding } from "../finding.ts";

/** What became of a plan's steps. Throws where accounts are left: the command has to come again. */
export function tellSteps(
  { planId, left, steps }: Applied & { planId: string },
  json: true | undefined,
): Finding {
  const parts = Object.entries(steps)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`);
  const told = `${planId}: ${parts.join(", ") || "no steps"}.`;
  if (left > 0)
    throw new Error(
      `${told} ${left} accounts are left: no answer, at work, or not to be read. The same command goes on.`,
    );
  const isFine = steps.planned + steps.refused + steps.skipped === 0;
  return { text: json ? JSON.stringify({ planId, left, steps }) : told, isFine };
}
