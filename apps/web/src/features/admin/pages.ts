import { adminTexts } from "../../texts/admin/admin.ts";
import type { AdminPage } from "./to-admin.ts";

const words = adminTexts.nav;

/** The staff’s pages in the order of their tabs. */
export const pages: readonly { page: AdminPage; name: string }[] = [
  { page: "", name: words.subscriptions },
  { page: "effects", name: words.effects },
  { page: "webhooks", name: words.webhooks },
  { page: "duplicates", name: words.duplicates },
  { page: "reconciliation", name: words.reconciliation },
  { page: "audit", name: words.audit },
  { page: "dashboard", name: words.dashboard },
];
