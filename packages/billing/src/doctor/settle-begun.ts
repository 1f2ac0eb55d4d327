import { type AccountId, slotOf } from "@idem/domain";
import type { Plan } from "../ports/doctor-records.ts";
import type { Doctor } from "./doctor.ts";
import { intentOf, isEffectStep } from "./intent-of.ts";
import { nameOfStep, type Taking, takeStep } from "./take-step.ts";

/**
 * Brings the step at which an account's repair was broken off to its end, where it was begun: whoever was killed, or had no
 * answer, may have done it without knowing, and what nobody knows of cannot be taken back. One that was never begun is not
 * begun now. `left`: Stripe does not answer.
 */
export async function settleBegun(
  doctor: Doctor,
  plan: Plan,
  accountId: AccountId,
): Promise<"settled" | "left"> {
  const { records } = doctor;
  const steps = await records.steps(plan.id, accountId);
  const next = steps.find(({ state }) => state === "planned");
  if (next === undefined || next.step.is === "look") return "settled";
  const place = { planId: plan.id, accountId, ordinal: next.ordinal };
  const taking = { plan, accountId, step: next.step, name: nameOfStep(place) };
  if (!(await isBegun(doctor, taking))) return "settled";
  const taken = await takeStep(doctor, taking);
  if (taken.is === "unknown") return "left";
  await records.markSteps(place, { from: "planned", to: taken.is, note: taken.note });
  return "settled";
}

async function isBegun({ ports, records }: Doctor, taking: Taking): Promise<boolean> {
  const { step, accountId } = taking;
  if (isEffectStep(step)) return records.isRecorded(slotOf(intentOf(taking, step)));
  switch (step.is) {
    case "relink": {
      const { customer } = await ports.store.account(accountId);
      return customer?.stripeCustomerId === step.to;
    }
    // They leave nothing behind, or nothing that could be taken back.
    case "resume":
    case "forget":
    case "sync":
    case "advise":
      return false;
  }
}
