export { type AccountStore, createAccountStore } from "./accounts.ts";
export { type CatalogueEntry, createCatalogue, writeCatalogue } from "./catalogue.ts";
export { type Database, type DatabaseOptions, openDatabase } from "./database.ts";
export { createInbox } from "./inbox.ts";
export { createJournal } from "./journal.ts";
export { type Backlog, readBacklog } from "./read-backlog.ts";
export { createStore } from "./store.ts";
export { createTransition, type Transition } from "./transition.ts";
export { type AuditVerdict, verifyAudit } from "./verify-audit.ts";
