import type { AccountId, SubscriptionStatus } from "@idem/domain";

/** Something about an account that somebody should look at. */
export const flags = ["unknown", "drift", "duplicate"] as const;

/**
 * unknown    an effect of it is in doubt
 * drift      the last pass over all accounts found a difference that it could not heal
 * duplicate  the last check of all accounts found two customers or two live subscriptions of it at Stripe, or it was
 *            bought twice and one was paid back
 */
export type Flag = (typeof flags)[number];

/** What is asked for; an empty list and `null` ask for nothing. */
export type SubscriptionFilter = {
  /** The beginning of an e-mail address, of a name or of a last name; or an id of Stripe's or ours. */
  search: string | null;
  statuses: readonly SubscriptionStatus[];
  plans: readonly string[];
  coupon: string | null;
  /** Set to end, and not ended yet. */
  isEnding: boolean;
  /** ISO 8601; from inclusive, until exclusive. */
  startedFrom: string | null;
  startedUntil: string | null;
  /** Under any of them. */
  flags: readonly Flag[];
};

export const sorts = ["started", "turns", "mrr"] as const;

/** `turns`: when it renews, or ends, or has ended. */
export type Sort = { by: (typeof sorts)[number]; direction: "asc" | "desc" };

export type SubscriptionsQuestion = {
  filter: SubscriptionFilter;
  sort: Sort;
  /** Where the page before has ended. */
  after: PageEnd | null;
  limit: number;
};

/** The last line of a page: its value in the order, and the account, which makes the order total. */
export type PageEnd = { key: string; accountId: string };

export type SubscriptionsPage = { lines: SubscriptionLine[]; end: PageEnd | null };

/** One line of the list. Amounts in minor units, dates ISO 8601. */
export type SubscriptionLine = {
  accountId: AccountId;
  name: string;
  email: string;
  stripeCustomerId: string | null;
  stripeSubscriptionId: string;
  status: SubscriptionStatus;
  planName: string | null;
  unitAmount: number;
  quantity: number;
  currency: string;
  interval: string;
  /** Monthly recurring revenue: what it brings in a month, discounts taken off; 0 while it does not pay. */
  mrr: number;
  startedAt: string;
  /** When it renews or ends; `null` where neither is coming. */
  currentPeriodEnd: string | null;
  cancelAt: string | null;
  endedAt: string | null;
  flags: Flag[];
};

/** `about` is the database's estimate; `at_least` where the search has found more people than are looked at. */
export type Count = { is: "exact" | "about" | "at_least"; count: number };

/**
 * For each value that the list can be narrowed to, how many lines it would have with that one, given whatever else is asked
 * for. Within a group the values are alternatives: what is chosen of a group does not narrow the group's own counts.
 */
export type Facets = {
  statuses: Record<SubscriptionStatus, Count>;
  /** What is sold, what is not any more but somebody has, and what is asked for; by rank. */
  plans: { key: string; name: string; count: Count }[];
  isEnding: Count;
  flags: Record<Flag, Count>;
};

export type AdminList = {
  subscriptions(question: SubscriptionsQuestion): Promise<SubscriptionsPage>;
  countSubscriptions(filter: SubscriptionFilter): Promise<Count>;
  countFacets(filter: SubscriptionFilter): Promise<Facets>;
  /** The account that an id of ours or Stripe's belongs to, as our rows know it. */
  accountOf(id: string): Promise<AccountId | null>;
};
