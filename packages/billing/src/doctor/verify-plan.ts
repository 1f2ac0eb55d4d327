import { type AccountId, diagnose } from "@idem/domain";
import { type Found, stepStates } from "../ports/doctor-records.ts";
import type { Doctor, Watch } from "./doctor.ts";
import { readChart } from "./read-chart.ts";
import { throughAccounts } from "./through-accounts.ts";

export type Verified = { accounts: number; left: number; found: Found[] };

/** So many are shown; how many there are is counted. */
const mostShown = 1_000;

/** Looks at each account of a plan again, and changes nothing: what is still not as it must be. */
export async function verifyPlan(
  doctor: Doctor,
  planId: string,
  watching: Watch,
): Promise<Verified & { findings: number }> {
  const { records } = doctor;
  if ((await records.plan(planId)) === null) throw new Error(`There is no plan ${planId}.`);
  const counted = { accounts: 0, findings: 0 };
  const found: Found[] = [];
  const left = await throughAccounts(
    doctor,
    { ...watching, planId, doing: "verifying", states: stepStates, hold: nobody },
    async (accountId) => {
      const findings = await lookAgain(doctor, planId, accountId);
      if (findings === null) return "left";
      counted.accounts += 1;
      counted.findings += findings.length;
      found.push(...findings.slice(0, mostShown - found.length));
      return "settled";
    },
  );
  return { ...counted, left, found };
}

const nobody = async (): Promise<void> => {};

/** `null` while somebody is at work on it. */
async function lookAgain(
  doctor: Doctor,
  planId: string,
  accountId: AccountId,
): Promise<Found[] | null> {
  const [first] = await doctor.records.steps(planId, accountId);
  const candidates = first?.step.is === "look" ? first.step.candidates : [];
  const auditBreaksAt = await doctor.records.auditBreaksAt(accountId);
  const chart = await readChart(doctor, { accountId, candidates, auditBreaksAt });
  if (chart.isInFlight) return null;
  return diagnose(chart).map((finding) => ({ ...finding, subject: accountId }));
}
