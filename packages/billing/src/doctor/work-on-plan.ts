import { ProviderUnavailable } from "../ports/gateway.ts";
import type { HeldWork, PlanWork, PlanWorks, Progress, WorkEnd } from "../ports/plan-works.ts";
import { applyPlan } from "./apply-plan.ts";
import type { Doctor, Watch } from "./doctor.ts";
import { fillPlan } from "./make-plan.ts";
import { undoPlan } from "./undo-plan.ts";
import { verifyPlan } from "./verify-plan.ts";

export type PlanWorker = {
  works: PlanWorks;
  /** This process, as no other one is called. */
  worker: string;
  /** Aborted when the node closes: another one goes on. */
  closing: AbortSignal;
};

/** A third of the time for which a plan is held, and as often as a page wants to be told how far it is. */
const keepEveryMs = 1_000;

/** Of what is still wrong after a repair, as many as are read on one page. */
const mostKept = 100;

/**
 * Does the next thing that was asked for about a plan, and says what came of it. Killed, or cut off from Stripe, it is gone
 * on with by the next node that looks. Answers how it ended; `null` where nothing is asked for, or it is not over.
 */
export async function workOnPlan(doctor: Doctor, by: PlanWorker): Promise<WorkEnd | null> {
  const { works, worker } = by;
  const taken = await works.take(worker);
  if (taken === null) return null;
  const held = { planId: taken.planId, worker };
  const holding = holdOn(doctor, held, by);
  try {
    const end = await carryOut(doctor, { ...held, work: taken.work, works }, holding.watch);
    await works.end(held, end);
    return end;
  } catch (error) {
    if (by.closing.aborted) await doctor.records.releasePlan(held.planId, worker);
    // Nobody takes it before this node's time with it is over: Stripe has ten seconds to come back.
    if (holding.watch.signal.aborted || error instanceof ProviderUnavailable) return null;
    const message = error instanceof Error ? error.message : String(error);
    const end: WorkEnd = { is: "failed", work: taken.work, message };
    await works.end(held, end);
    return end;
  } finally {
    holding.letGo();
  }
}

type Doing = HeldWork & { work: PlanWork; works: PlanWorks };

async function carryOut(
  doctor: Doctor,
  { planId, worker, work, works }: Doing,
  watch: Watch,
): Promise<WorkEnd> {
  switch (work) {
    case "plan":
      return makeAgain(doctor, { planId, works }, watch);
    case "apply":
      return { is: "applied", left: (await applyPlan(doctor, planId, { ...watch, worker })).left };
    case "undo":
      return { is: "undone", left: (await undoPlan(doctor, planId, { ...watch, worker })).left };
    case "verify": {
      const { found, ...counts } = await verifyPlan(doctor, planId, watch);
      return { is: "verified", ...counts, found: found.slice(0, mostKept) };
    }
  }
}

/** From nothing: what a node that died has left of it is not known to be all of an account's steps. */
async function makeAgain(
  doctor: Doctor,
  { planId, works }: Pick<Doing, "planId" | "works">,
  watch: Watch,
): Promise<WorkEnd> {
  const plan = await doctor.records.plan(planId);
  if (plan === null) throw new Error(`There is no plan ${planId}.`);
  await works.forgetSteps(planId);
  const { checkId, findings } = await fillPlan(
    doctor,
    { ...plan, planId, limit: null },
    { ...watch, onFound: async () => {} },
  );
  return { is: "planned", checkId, findings };
}

/** Keeps the plan while something is done with it, and ends that as soon as somebody else has the plan. */
function holdOn(
  { ports }: Doctor,
  held: HeldWork,
  { works, closing }: PlanWorker,
): { watch: Watch; letGo: () => void } {
  const lost = new AbortController();
  let progress: Progress | null = null;
  let isOver = false;
  const beat = async (): Promise<void> => {
    for (;;) {
      await ports.pause(keepEveryMs);
      if (isOver) return;
      if (!(await works.keep(held, progress))) return lost.abort();
    }
  };
  void beat().catch(() => lost.abort());
  return {
    watch: {
      signal: AbortSignal.any([closing, lost.signal]),
      tell: (next) => {
        progress = next;
      },
    },
    letGo: () => {
      isOver = true;
    },
  };
}
