import type { ReceivedEvent, StripeSubscription } from "@idem/billing";
import type { AccountId, Checkout, Customer, SellablePrice, SessionTruth } from "@idem/domain";

/** What became of one account at Stripe, as it was recorded: plain data, so that it can be dealt again and again. */
export type History = {
  name: string;
  accountId: AccountId;
  customer: Customer;
  /** By Stripe's ids, what the subscriptions' prices are called here. */
  prices: readonly SellablePrice[];
  steps: readonly Step[];
  /** What we ourselves end, by its id: how Stripe shows it afterwards, and which events that makes. */
  endings: Readonly<Record<string, Ending>>;
  /** What our own rows said when it was played on real parts. */
  outcome: { subscription: { id: string; status: string } | null; checkouts: readonly string[] };
};

export type Step = Truths &
  (
    | { is: "happened"; what: string }
    /** A customer got a checkout of ours: not before we have looked at what they bought until then. */
    | { is: "opened"; checkout: Checkout }
  );

/** What Stripe says from then on, and the events that it makes. */
export type Truths = {
  subscriptions: readonly StripeSubscription[];
  sessions: readonly SessionTruth[];
  events: readonly ReceivedEvent[];
};

export type Ending = { subscription: StripeSubscription; events: readonly ReceivedEvent[] };
