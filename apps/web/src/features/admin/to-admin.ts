/** The staff’s pages, as they stand behind `/admin/`. */
export type AdminPage =
  | ""
  | "effects"
  | "webhooks"
  | "duplicates"
  | "reconciliation"
  | "audit"
  | "dashboard"
  | `accounts/${string}`;

/** Where a link or a step leads. */
export const toAdmin = (page: AdminPage) => ({ to: "/admin/$", params: { _splat: page } }) as const;
