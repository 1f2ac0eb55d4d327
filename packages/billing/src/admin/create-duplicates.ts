import { invariants, type Step, wordsOf } from "@idem/domain";
import type { Doctor } from "../doctor/doctor.ts";
import type {
  PlanAccount,
  PlanAccountsQuestion,
  PlanStanding,
  PlanWorks,
} from "../ports/plan-works.ts";
import type { Change } from "./changes-of.ts";
import { compareCustomers } from "./compare-customers.ts";
import { driftChanges } from "./drift-changes.ts";
import type { Duplicates, FindingsAnswer, PlannedAccountsPage } from "./duplicates.ts";

type DuplicatesPorts = { doctor: Doctor; works: PlanWorks };

/** As many as somebody reads through in one go. */
const mostFindings = 200;
const mostPlans = 20;

/** Binds the doctor, as staff may use it, to its ports. */
export function createDuplicates({ doctor, works }: DuplicatesPorts): Duplicates {
  return {
    findings: async (invariant) =>
      toFindings(await works.latestCheck({ invariant, limit: mostFindings })),
    plans: () => works.plans(mostPlans),
    plan: works.plan,
    accounts: (question) => plannedAccounts({ doctor, works }, question),
    compare: (question) => compareCustomers(doctor, question),

    begin: async (request) => {
      const { planId, deedId } = await works.begin(request);
      return { ...known(await works.plan(planId)), deedId };
    },
    ask: async (request) => {
      const asked = await works.ask(request);
      return asked.is === "unknown"
        ? { is: "not_found" }
        : { ...asked, plan: known(await works.plan(request.planId)) };
    },
  };
}

/** Plans are never deleted. */
function known(plan: PlanStanding | null): PlanStanding {
  if (plan === null) throw new Error("A plan that was there a moment ago is gone.");
  return plan;
}

function toFindings(check: Awaited<ReturnType<PlanWorks["latestCheck"]>>): FindingsAnswer | null {
  if (check === null) return null;
  const counts = check.counts.map((one) => ({ ...one, ...invariants[one.invariant] }));
  const found = check.found.map((one) => ({
    ...one,
    severity: invariants[one.invariant].severity,
  }));
  return { ...check, counts, found };
}

async function plannedAccounts(
  { doctor, works }: DuplicatesPorts,
  question: PlanAccountsQuestion,
): Promise<PlannedAccountsPage> {
  const found = await works.accounts(question);
  const stepsOf = async (account: PlanAccount) => {
    const kept = await doctor.records.steps(question.planId, account.accountId);
    const steps = kept.map(({ step, ...rest }) => ({
      ...rest,
      words: wordsOf(step),
      changes: changesIn(step),
    }));
    return { ...account, steps };
  };
  const accounts = await Promise.all(found.map(stepsOf));
  const isFull = found.length === question.limit;
  return { accounts, next: isFull ? (found.at(-1)?.accountId ?? null) : null };
}

/** What of our rows a step will change. */
function changesIn(step: Step): Change[] {
  if (step.is !== "sync" && step.is !== "relink") return [];
  const { changes = [], currency = null } = step;
  return driftChanges({ differences: changes, currency });
}
