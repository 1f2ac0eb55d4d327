import type {
  AccountId,
  Action,
  CheckoutUi,
  Plan,
  StripeInvoiceId,
  StripeSubscriptionId,
} from "@idem/domain";
import type {
  ActAnswer,
  CurrentAnswer,
  EmailAnswer,
  InvoiceAnswer,
  InvoicesAnswer,
  PortalAnswer,
  PreviewAnswer,
  QuoteAnswer,
  RefreshAnswer,
  StartAnswer,
  StatusAnswer,
} from "./answers.ts";
import type { PortalVisit } from "./ports/gateway.ts";
import type { PreviewQuestion } from "./preview-change.ts";
import type { Refresh } from "./refresh-account.ts";

/** The use-cases, bound to their ports: what the API calls. Whoever calls has already shown their right to the account. */
export type Billing = {
  plans(): Promise<Plan[]>;
  quote(question: QuoteQuestion): Promise<QuoteAnswer>;
  start(request: StartCheckout): Promise<StartAnswer>;
  status(question: StatusQuestion): Promise<StatusAnswer>;
  current(accountId: AccountId): Promise<CurrentAnswer>;
  refresh(request: Refresh): Promise<RefreshAnswer>;
  invoices(question: InvoicesQuestion): Promise<InvoicesAnswer>;
  invoice(question: InvoiceQuestion): Promise<InvoiceAnswer>;
  changeEmail(request: ChangeEmail): Promise<EmailAnswer>;
  followSignIn(owner: OwnerNow): Promise<void>;
  previewChange(question: PreviewQuestion): Promise<PreviewAnswer>;
  change(request: ChangePlan): Promise<ActAnswer>;
  act(request: Act): Promise<ActAnswer>;
  applyCode(request: ApplyCode): Promise<ActAnswer>;
  portal(visit: PortalVisit): Promise<PortalAnswer>;
};

/** Who asks for a change, of which subscription, and in which asking: one `actionId`, one change. */
export type Asking = {
  accountId: AccountId;
  userId: string;
  requestId: string;
  actionId: string;
  subscriptionId: StripeSubscriptionId;
};

export type ChangePlan = Asking & {
  priceId: string;
  quantity: number | null;
  /** What the customer was looking at. */
  shown: { when: "now" | "renewal"; dueToday: number; prorationDate: string };
};

/** Those actions that need nothing but to be asked for. */
export type PlainAction = Extract<
  Action,
  { is: "undo_change" | "cancel_at_period_end" | "cancel_now" | "resume" | "pay_invoice" }
>;
export type Act = Asking & { action: PlainAction };
export type ApplyCode = Asking & { code: string };
export type InvoicesQuestion = { accountId: AccountId; after: StripeInvoiceId | null };
export type InvoiceQuestion = { accountId: AccountId; invoiceId: StripeInvoiceId };

export type ChangeEmail = {
  accountId: AccountId;
  userId: string;
  requestId: string;
  email: string;
};

/** Who an account belongs to, as they are called now. An organization has no e-mail of its own: `null`. */
export type OwnerNow = { accountId: AccountId; email: string | null; name: string };

export type QuoteQuestion = {
  priceId: string;
  quantity: number;
  code: string | null;
  /** `null`: a visitor, who may have a trial for all we know. */
  accountId: AccountId | null;
};

export type StartCheckout = {
  accountId: AccountId;
  userId: string;
  requestId: string;
  priceId: string;
  quantity: number;
  code: string | null;
  attempt: string;
  revision: number;
  ui: CheckoutUi;
  replace: boolean;
  /** The total the customer was looking at; another one now is answered `price_changed`. */
  shownDueToday: number | null;
};

export type StatusQuestion = { accountId: AccountId; sessionId: string; requestId: string };
