import type { CustomerFacts, StripeCustomerId, TaxId } from "@idem/domain";
import type { ListPage } from "./stripe-lists.ts";

/**
 * What the doctor reads of Stripe, by list and by id, never by search. Each is one read; throws `ProviderUnavailable`
 * when Stripe does not answer.
 */
export type StripeCharts = {
  /** Everybody who was not deleted, newest first. */
  customers(cursor: string | null): Promise<ListPage<CustomerFacts>>;
  /** The sessions that can be paid now. */
  openSessions(cursor: string | null): Promise<ListPage<{ id: string; customerId: string | null }>>;
  customer(id: StripeCustomerId): Promise<CustomerChart>;
  /** Of the last hundred. */
  countPaidInvoices(id: StripeCustomerId): Promise<number>;
  taxIdsOf(id: StripeCustomerId): Promise<TaxId[]>;
  openSessionsOf(id: StripeCustomerId): Promise<string[]>;
};

export type CustomerChart = { is: "living"; facts: CustomerFacts } | { is: "deleted" | "unknown" };
