export { applyPlan } from "./apply-plan.ts";
export type { Doctor, Watch } from "./doctor.ts";
export { type Examination, type Examined, examine, examineAs, type OnFound } from "./examine.ts";
export { makePlan, type Planned, type Planning } from "./make-plan.ts";
export type { Applied } from "./through-plan.ts";
export { undoPlan } from "./undo-plan.ts";
export { type Verified, verifyPlan } from "./verify-plan.ts";
export { type PlanWorker, workOnPlan } from "./work-on-plan.ts";
