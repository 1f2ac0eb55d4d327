import { useMatch } from "@tanstack/react-router";
import { NotFoundPage } from "../../app/error-pages.tsx";
import { AccountPage } from "./account/account-page.tsx";
import { AdminLayout } from "./admin-layout.tsx";
import { AuditPage } from "./audit-page.tsx";
import { DashboardPage } from "./dashboard/dashboard-page.tsx";
import { DuplicatesPage } from "./duplicates/duplicates-page.tsx";
import { EffectsPage } from "./effects-page.tsx";
import { SubscriptionsPage } from "./list/subscriptions-page.tsx";
import { ReconciliationPage } from "./reconciliation/reconciliation-page.tsx";
import { WebhooksPage } from "./webhooks-page.tsx";

const pages: ReadonlyMap<string, () => React.ReactNode> = new Map([
  ["", SubscriptionsPage],
  ["effects", EffectsPage],
  ["webhooks", WebhooksPage],
  ["duplicates", DuplicatesPage],
  ["reconciliation", ReconciliationPage],
  ["audit", AuditPage],
  ["dashboard", DashboardPage],
]);

/** Everything that staff see, as one chunk: customers never load it. */
export function AdminApp() {
  const { _splat: path = "" } = useMatch({ from: "/admin/$" }).params;
  const [, accountId] = /^accounts\/([^/]+)$/.exec(path) ?? [];
  const Page = pages.get(path) ?? NotFoundPage;
  return (
    <AdminLayout>
      {accountId === undefined ? <Page /> : <AccountPage accountId={accountId} />}
    </AdminLayout>
  );
}
