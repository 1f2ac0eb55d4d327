import type { AccountId, StripeCustomerId } from "@idem/domain";
import type { StripeSubscription } from "./gateway.ts";

/**
 * Everything at Stripe, page by page, newest first: by list, which is read-after-write, and never by search, which lags.
 * A page is one read of up to 100. Throws `ProviderUnavailable` when Stripe does not answer.
 */
export type StripeLists = {
  /** Of every status, those of deleted customers too. */
  subscriptions(cursor: string | null): Promise<ListPage<ListedSubscription>>;
  /** Those that were not deleted. */
  customers(cursor: string | null): Promise<ListPage<ListedCustomer>>;
  /** The sessions that can be paid now. */
  openSessions(cursor: string | null): Promise<ListPage<{ id: string }>>;
  customer(id: string): Promise<CustomerStanding>;
};

/** `next` continues behind the last item, whatever becomes of that one meanwhile; `null` at the end. */
export type ListPage<T> = { items: T[]; next: string | null };

export type ListedSubscription = {
  id: string;
  customerId: string;
  /** From its metadata: whose it is, as our checkout wrote. */
  accountId: AccountId | null;
  /** `null` when it cannot be put in our words, such as one with a status that we do not know. */
  subscription: StripeSubscription | null;
};

/** A retired one has been replaced by another customer of its account, and stays at Stripe for its history. */
export type ListedCustomer = { id: string; accountId: AccountId | null; isRetired: boolean };

/** Deleted by somebody, or never heard of by this Stripe account: the second may be a wrong key, the first is a fact. */
export type CustomerStanding =
  | {
      is: "living";
      id: StripeCustomerId;
      email: string | null;
      name: string | null;
      /** The slot of the effect that made it, from its metadata. */
      effect: string | null;
    }
  | { is: "deleted" }
  | { is: "unknown" };
