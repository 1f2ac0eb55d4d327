import { type AccountId, entry, planRepair, type Step, unchanged } from "@idem/domain";
import type { KeptStep, Plan } from "../ports/doctor-records.ts";
import { type Doctor, doctorActor, type Watch } from "./doctor.ts";
import { readChart } from "./read-chart.ts";
import { nameOfStep, type Taken, takeStep } from "./take-step.ts";
import { type Applied, throughPlan } from "./through-plan.ts";

/**
 * Carries a plan out. Killed at any moment and begun again, on whatever machine, each step is still done once: its row
 * says whether it was done, and the journal whether it was sent. A second time there is nothing left to do.
 *
 * Each account is looked at again before its first step: if it has changed since it was planned, none of its steps is
 * taken.
 */
export const applyPlan = (
  doctor: Doctor,
  planId: string,
  watching: Watch & { worker: string },
): Promise<Applied> =>
  throughPlan(
    doctor,
    { ...watching, planId, doing: "repairing", states: ["planned"] },
    (plan, accountId) => repair(doctor, plan, accountId),
  );

async function repair(
  doctor: Doctor,
  plan: Plan,
  accountId: AccountId,
): Promise<"settled" | "left"> {
  const { records } = doctor;
  const steps = await records.steps(plan.id, accountId);
  const skipOthers = (note: string) =>
    records.markSteps(
      { planId: plan.id, accountId, ordinal: "all" },
      { from: "planned", to: "skipped", note },
    );
  switch (await compareWithPlan(doctor, { plan, accountId, steps })) {
    case "busy":
      return "left";
    case "changed":
      await skipOthers("The account has changed since this was planned: plan again.");
      return "settled";
    case "same":
  }
  for (const { ordinal, step, state } of steps) {
    if (state !== "planned") continue;
    const taken = await take(doctor, { plan, accountId, ordinal, step });
    if (taken.is === "unknown") return "left";
    const place = { planId: plan.id, accountId, ordinal };
    await records.markSteps(place, { from: "planned", to: taken.is, note: taken.note });
    if (taken.is === "refused") {
      await skipOthers("A step before it was refused.");
      return "settled";
    }
  }
  return "settled";
}

type Repairing = { plan: Plan; accountId: AccountId; ordinal: number; step: Step };

async function take(doctor: Doctor, repairing: Repairing): Promise<Taken> {
  const { plan, accountId, ordinal, step } = repairing;
  if (step.is !== "look") {
    const name = nameOfStep({ planId: plan.id, accountId, ordinal });
    return takeStep(doctor, { plan, accountId, step, name });
  }
  const { id, askedBy, reason } = plan;
  await doctor.ports.transition({ accountId, actor: doctorActor(id) }, () => ({
    ...unchanged(null),
    audit: [entry("repair.begun", { after: { plan: id, askedBy, why: step.why }, reason })],
  }));
  return { is: "done", note: null };
}

/**
 * Planned anew it must be the same. Once it was begun, some of it may be done already, and the rest must have been planned
 * then: a step that is new says that somebody else was here. Where somebody is at work on it, it waits.
 */
async function compareWithPlan(
  doctor: Doctor,
  { plan, accountId, steps }: { plan: Plan; accountId: AccountId; steps: KeptStep[] },
): Promise<"same" | "changed" | "busy"> {
  const [first] = steps;
  if (first?.step.is !== "look") return "changed";
  const { candidates } = first.step;
  const chart = await readChart(doctor, { accountId, candidates, auditBreaksAt: null });
  const planned = steps.slice(1).map(({ step }) => comparable(step));
  const fresh = planRepair(chart, plan.policy).slice(1).map(comparable);
  const isBegun = first.state === "done";
  if (chart.isInFlight) return isBegun ? "same" : "busy";
  const isSame = isBegun
    ? fresh.every((step) => planned.includes(step))
    : fresh.length === planned.length && fresh.every((step, index) => step === planned[index]);
  return isSame ? "same" : "changed";
}

/** What a step does; what it says besides, for people, may have become another while it does the same. */
function comparable(step: Step): string {
  switch (step.is) {
    case "sync":
      return JSON.stringify({ is: step.is });
    case "relink": {
      const { changes, currency, ...does } = step;
      return JSON.stringify(ordered(does));
    }
    case "refund": {
      const { amount, currency, ...does } = step;
      return JSON.stringify(ordered(does));
    }
    case "look":
    case "mark":
    case "cancel":
    case "close":
    case "adjust":
    case "tax":
    case "forget":
    case "resume":
    case "advise":
      return JSON.stringify(ordered(step));
  }
}

/** The database keeps the fields of JSON in an order of its own. */
const ordered = (value: unknown): unknown =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, one]) => [key, ordered(one)]),
      )
    : value;
