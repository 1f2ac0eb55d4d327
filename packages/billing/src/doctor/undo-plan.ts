import { type AccountId, entry, isLive, type Step, unchanged, undoStep } from "@idem/domain";
import type { KeptStep, Plan, StepState } from "../ports/doctor-records.ts";
import { type Doctor, doctorActor, type Watch } from "./doctor.ts";
import { settleBegun } from "./settle-begun.ts";
import { nameOfStep, takeStep } from "./take-step.ts";
import { type Applied, throughPlan } from "./through-plan.ts";

/**
 * Takes back what a plan has done, the last step first, as far as it can be taken back: what cannot is `kept`, with the
 * reason. Exactly once, like the plan itself.
 */
export const undoPlan = (
  doctor: Doctor,
  planId: string,
  watching: Watch & { worker: string },
): Promise<Applied> =>
  throughPlan(
    doctor,
    { ...watching, planId, doing: "undoing", states: ["done"] },
    (plan, accountId) => undo(doctor, plan, accountId),
  );

async function undo(doctor: Doctor, plan: Plan, accountId: AccountId): Promise<"settled" | "left"> {
  const { records } = doctor;
  if ((await settleBegun(doctor, plan, accountId)) === "left") return "left";
  const steps = await records.steps(plan.id, accountId);
  for (const kept of steps.toReversed()) {
    if (kept.state !== "done") continue;
    const result = await takeBack(doctor, { plan, accountId, kept });
    if (result === "left") return "left";
    const place = { planId: plan.id, accountId, ordinal: kept.ordinal };
    await records.markSteps(place, { from: "done", ...result });
  }
  // Half of a repair is none: a credit would leave that had never arrived.
  await records.markSteps(
    { planId: plan.id, accountId, ordinal: "all" },
    { from: "planned", to: "skipped", note: "What came before it was taken back: plan again." },
  );
  return "settled";
}

type Undoing = { plan: Plan; accountId: AccountId; kept: KeptStep };
type TakenBack = { to: Extract<StepState, "undone" | "kept">; note: string | null };

async function takeBack(
  doctor: Doctor,
  { plan, accountId, kept: { ordinal, step } }: Undoing,
): Promise<TakenBack | "left"> {
  const undoing = undoStep(step);
  switch (undoing.is) {
    case "nothing":
      if (step.is === "look") await tell(doctor, plan, accountId);
      return { to: "undone", note: null };
    case "impossible":
      return { to: "kept", note: undoing.why };
    case "step": {
      const why = await whyNot(doctor, undoing.step);
      if (why !== null) return { to: "kept", note: why };
      if (undoing.step.is === "look") return { to: "undone", note: null };
      const name = `${nameOfStep({ planId: plan.id, accountId, ordinal })}:undo`;
      const taken = await takeStep(doctor, { plan, accountId, step: undoing.step, name });
      if (taken.is === "unknown") return "left";
      return taken.is === "done"
        ? { to: "undone", note: taken.note }
        : { to: "kept", note: taken.note };
    }
  }
}

/** Back to a customer who has nothing any more, from one who pays: that would take away what is paid for. */
async function whyNot({ ports, inPace }: Doctor, step: Step): Promise<string | null> {
  if (step.is !== "relink" || step.from === null) return null;
  const { from, to } = step;
  const [now, then] = await Promise.all(
    [from, to].map(async (id) => {
      const all = await inPace(() => ports.gateway.subscriptions(id));
      return all.some(({ status }) => isLive(status));
    }),
  );
  return now && !then ? `The row keeps ${from}, which has the subscription that lives.` : null;
}

const tell = ({ ports }: Doctor, { id, reason }: Plan, accountId: AccountId): Promise<null> =>
  ports.transition({ accountId, actor: doctorActor(id) }, () => ({
    ...unchanged(null),
    audit: [entry("repair.undone", { after: { plan: id }, reason })],
  }));
