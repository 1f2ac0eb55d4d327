import type { AccountId, EffectIntent, Outcome, Step } from "@idem/domain";
import { once } from "../once.ts";
import type { Plan } from "../ports/doctor-records.ts";
import type { RecordedEffect } from "../ports/journal.ts";
import { syncAccount } from "../sync-account.ts";
import { type Doctor, doctorActor } from "./doctor.ts";
import { forget } from "./forget.ts";
import { intentOf, isEffectStep } from "./intent-of.ts";
import { relink } from "./relink.ts";

export type Taken =
  | { is: "done"; note: string | null }
  | { is: "refused"; note: string }
  /** It may or may not have happened: taken again later, it is found or done, once. */
  | { is: "unknown"; note: string };

/** The same whenever this step of this plan is taken: what it does at Stripe carries it. */
export const nameOfStep = ({ planId, accountId, ordinal }: Named): string =>
  `${planId}:${accountId}:${ordinal}`;

type Named = { planId: string; accountId: AccountId; ordinal: number };

export type Taking = {
  plan: Pick<Plan, "id" | "reason">;
  accountId: AccountId;
  name: string;
  step: Exclude<Step, { is: "look" }>;
};

/** Carries out one step, exactly once, however often it is taken. */
export async function takeStep(doctor: Doctor, taking: Taking): Promise<Taken> {
  const { plan, accountId, step } = taking;
  const actor = doctorActor(plan.id);
  if (isEffectStep(step)) return carryOut(doctor, plan.id, intentOf(taking, step));
  switch (step.is) {
    case "resume":
      return carryOut(doctor, plan.id, { slot: step.slot });
    case "relink":
      return relink(doctor, { ...taking, from: step.from, to: step.to });
    case "forget":
      return forget(doctor, { ...taking, customerId: step.customerId });
    case "sync":
      await doctor.inPace(() => syncAccount(doctor.ports, accountId, actor));
      return { is: "done", note: null };
    case "advise":
      return { is: "done", note: "Said, and left to people." };
  }
}

async function carryOut(
  { ports, inPace }: Doctor,
  planId: string,
  effect: EffectIntent | RecordedEffect,
): Promise<Taken> {
  const { outcome, ...result } = await inPace(() => once(ports, effect, doctorActor(planId)));
  if (outcome === null)
    return { is: "unknown", note: "cause" in result ? result.cause : "Nobody knows." };
  return settled(outcome);
}

function settled(outcome: Outcome): Taken {
  switch (outcome.is) {
    case "done":
      return { is: "done", note: outcome.result.id };
    case "refused":
      return isAlready(outcome)
        ? { is: "done", note: `It was so already: ${outcome.message}` }
        : { is: "refused", note: outcome.message };
    case "withdrawn":
    case "void":
      return { is: "done", note: "It was taken back before it was sent." };
  }
}

/** Somebody else has ended or paid back the same thing since the look: that is what was wanted. */
const isAlready = ({ errorCode }: Extract<Outcome, { is: "refused" }>): boolean =>
  errorCode === "charge_already_refunded" || errorCode === "resource_missing";
