export { type AccountStore, createAccountStore } from "./accounts.ts";
export { facetStatements } from "./admin/count-facets.ts";
export { countPoolSize, countTimeoutMs } from "./admin/counting.ts";
export { createAdminStore } from "./admin/create-admin-store.ts";
export { subscriptionsStatement } from "./admin/list-subscriptions.ts";
export { type CatalogueEntry, createCatalogue, writeCatalogue } from "./catalogue.ts";
export { createMrrReader } from "./create-mrr-reader.ts";
export { addCustomerAnswers, type CustomerAnswer } from "./customer-answers.ts";
export {
  comparisonTimeoutMs,
  type Database,
  type DatabaseOptions,
  openDatabase,
} from "./database.ts";
export { createDoctorRecords } from "./doctor/doctor-records.ts";
export { createPlanWorks } from "./doctor/plan-works.ts";
export { type Diagnoses, readDiagnoses } from "./doctor/read-diagnoses.ts";
export { findEndingTrials } from "./find-ending-trials.ts";
export { findExpiringCards } from "./find-expiring-cards.ts";
export { createImportRecords } from "./import/import-records.ts";
export { createInbox, type OpenInbox } from "./inbox.ts";
export { createJournal } from "./journal.ts";
export { createLane, type Lane } from "./lane.ts";
export { type Cleaning, type Legacy, type LegacyVerdict, openLegacy } from "./legacy/legacy.ts";
export { type LegacyOrder, parseOrder } from "./legacy/legacy-order.ts";
export { type Backlog, readBacklog } from "./read-backlog.ts";
export { type Findings, readFindings } from "./read-findings.ts";
export { type Hearing, readHearing } from "./read-hearing.ts";
export { readMovements, readMrr } from "./read-mrr.ts";
export { createReconciliations } from "./reconciliations.ts";
export { verifyDeeds } from "./staff-deeds.ts";
export { createStore } from "./store.ts";
export { createTransition, type Transition } from "./transition.ts";
export { verifyAudit, verifyAudits } from "./verify-audit.ts";
