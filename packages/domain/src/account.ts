import type { Checkout } from "./checkout.ts";
import type { AccountId, StripeCustomerId } from "./ids.ts";
import type { Subscription } from "./subscription.ts";
import type { TrialUse } from "./trial.ts";

/** Everything a decision about one billing account may look at: read under the account's row lock. */
export type AccountState = {
  account: BillingAccount;
  customer: Customer | null;
  subscription: Subscription | null;
  /** The free trial that the account has had or has; `null`: none yet. */
  trial: TrialUse | null;
  /** Of the cards that are looked at, those that have had their trial with another account. */
  usedCards: readonly string[];
  /** The OPEN checkout and every other one that may still be payable. */
  checkouts: Checkout[];
  /** Slots of the effects about the subscription whose outcome is not known yet: while there is one, nothing else is begun. */
  running: readonly string[];
  /** The highest revision each browser attempt has asked for. */
  revisions: Readonly<Record<string, number>>;
  /** Where the account's story tells of the asking that is looked for; `null`: nowhere yet. */
  asked?: number | null;
};

export type BillingAccount = {
  id: AccountId;
  email: string;
  name: string;
  /** Which customer of this account is meant: 1, and one more after each deletion at Stripe. */
  customerOrdinal: number;
  /** Rises with every write that came from Stripe's truth. */
  syncVersion: number;
  /** Rises with each change of e-mail or name, so that each of them is one effect. */
  contactVersion: number;
  /** Bills go to an address of their own: what changes at the sign-in is not followed. */
  isContactSetApart: boolean;
};

/** Where bills go, and what they are addressed to. */
export type Contact = Pick<BillingAccount, "email" | "name">;

/** The part of the account's row that a change of contact writes. */
export type AccountContact = Contact & Pick<BillingAccount, "contactVersion" | "isContactSetApart">;

export const sameContact = (a: Contact, b: Contact): boolean =>
  a.email === b.email && a.name === b.name;

export type Customer = { stripeCustomerId: StripeCustomerId; email: string; name: string };

/** The one checkout that may be paid. */
export const openCheckout = (state: Pick<AccountState, "checkouts">): Checkout | null =>
  state.checkouts.find((checkout) => checkout.status === "OPEN") ?? null;
