import type { AccountId, CheckoutUi, Plan } from "@idem/domain";
import type {
  CurrentAnswer,
  InvoicesAnswer,
  QuoteAnswer,
  StartAnswer,
  StatusAnswer,
} from "./answers.ts";

/** The use-cases, bound to their ports: what the API calls. Whoever calls has already shown their right to the account. */
export type Billing = {
  plans(): Promise<Plan[]>;
  quote(question: QuoteQuestion): Promise<QuoteAnswer>;
  start(request: StartCheckout): Promise<StartAnswer>;
  status(question: StatusQuestion): Promise<StatusAnswer>;
  current(accountId: AccountId): Promise<CurrentAnswer>;
  invoices(accountId: AccountId): Promise<InvoicesAnswer>;
};

export type QuoteQuestion = { priceId: string; code: string | null; accountId: AccountId | null };

export type StartCheckout = {
  accountId: AccountId;
  userId: string;
  requestId: string;
  priceId: string;
  code: string | null;
  attempt: string;
  revision: number;
  ui: CheckoutUi;
  replace: boolean;
  /** The total the customer was looking at; another one now is answered `price_changed`. */
  shownDueToday: number | null;
};

export type StatusQuestion = { accountId: AccountId; sessionId: string; requestId: string };
