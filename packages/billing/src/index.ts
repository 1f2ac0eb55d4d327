/** What a journal of one's own keeps. */
export type { EffectResult, Outcome } from "@idem/domain";
export { actOnSubscription } from "./act-on-subscription.ts";
export type { AcceptAnswer, AcceptDrift } from "./admin/accept-drift.ts";
export type * from "./admin/admin.ts";
export type * from "./admin/changes-of.ts";
export { type AdminPorts, createAdmin } from "./admin/create-admin.ts";
export type { DriftRemedy } from "./admin/drift-remedy.ts";
export type * from "./admin/duplicates.ts";
export { exportSubscriptions } from "./admin/export-subscriptions.ts";
export type { Standing, Story } from "./admin/tell-story.ts";
export * from "./answers.ts";
export type * from "./billing.ts";
export { createBilling } from "./create-billing.ts";
export * from "./doctor/index.ts";
export type { Adopted } from "./import/adopt.ts";
export * from "./import/import-accounts.ts";
export { isBell } from "./is-bell.ts";
export { carryOut, type OncePorts, type OnceResult, once } from "./once.ts";
export * from "./ports/admin-list.ts";
export * from "./ports/admin-passes.ts";
export type * from "./ports/admin-reads.ts";
export type * from "./ports/admin-store.ts";
export * from "./ports/doctor-records.ts";
export * from "./ports/gateway.ts";
export type * from "./ports/import-records.ts";
export type * from "./ports/inbox.ts";
export type * from "./ports/invoice-document.ts";
export type * from "./ports/invoice-view.ts";
export type * from "./ports/journal.ts";
export { type FrozenRequest, mintPermit, type Permit } from "./ports/permit.ts";
export * from "./ports/plan-works.ts";
export type * from "./ports/ports.ts";
export * from "./ports/reconciliations.ts";
export type * from "./ports/stripe-charts.ts";
export type * from "./ports/stripe-lists.ts";
export {
  goesTo,
  type IntentOf,
  routeEffects,
  type SystemName,
  type Systems,
} from "./ports/systems.ts";
export { withoutLetters } from "./ports/without-letters.ts";
export { processEvents } from "./process-events.ts";
export { type Reconciler, reconcileStep, type Step, usualGraceMs } from "./reconcile.ts";
export { sweepEffects } from "./sweep.ts";
export { syncAccount } from "./sync-account.ts";
export { tellGivenUp } from "./tell-given-up.ts";
export { type DueNotice, type FindDue, tellWhenDue } from "./tell-when-due.ts";
