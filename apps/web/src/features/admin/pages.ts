/** Everything that staff see, as one chunk: customers never load it. */
export { AccountPage } from "./account/account-page.tsx";
export { AdminLayout } from "./admin-layout.tsx";
export { AuditPage } from "./audit-page.tsx";
export { EffectsPage } from "./effects-page.tsx";
export { FiguresPage } from "./figures-page.tsx";
export { SubscriptionsPage } from "./list/subscriptions-page.tsx";
export { ReconciliationPage } from "./reconciliation-page.tsx";
export { WebhooksPage } from "./webhooks-page.tsx";
