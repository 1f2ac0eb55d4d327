import type { Admin, Billing } from "@idem/billing";
import type { AccountId } from "@idem/domain";

/** What a procedure may use. Made anew for each HTTP request by the server. */
export type ApiContext = {
  billing: Billing;
  admin: Admin;
  accounts: Accounts;
  /** Who asks; `null` for a visitor. Asked for by those procedures alone that need to know, once a request. */
  viewer(): Promise<Viewer | null>;
  requestId: string;
  /** The caller's network address, for rate limits on visitors. */
  address: string;
  limits: Limits;
  /** `null`: this is a deployment for real. */
  demo: Demo | null;
};

export type Viewer = {
  userId: string;
  email: string;
  name: string;
  role: "user" | "support" | "admin";
  /** They have given their password within the last ten minutes: what moves money asks for no less. */
  isFresh: boolean;
};

/** Customers to look at, where there are none yet. */
export type Demo = {
  /** As many as there are afterwards; `unfinished`: some are still missing, and it goes on from there when asked again. */
  seed(): Promise<{ is: "seeded"; customers: number } | { is: "unfinished" }>;
};

/** Who may act for which billing account. */
export type Accounts = {
  /** The signed-in user's own account, made when first needed. */
  ownAccount(viewer: Viewer): Promise<AccountId>;
  /** Whether the user may see and buy for the account: their own, or their organization's with the billing right. */
  mayBill(viewer: Viewer, accountId: AccountId): Promise<boolean>;
  /** Every account the viewer may bill for, their own first. */
  list(
    viewer: Viewer,
  ): Promise<{ accountId: AccountId; name: string; kind: "user" | "organization" }[]>;
};

/** Answers whether one more call is allowed; counts it if so. */
export type Limits = {
  take(bucket: "quote" | "start" | "code" | "act", key: string): boolean;
};
