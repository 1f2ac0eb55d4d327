import {
  type AccountContact,
  type AccountState,
  type BillingAccount,
  type Customer,
  sameContact,
} from "./account.ts";
import { type Decision, entry, unchanged } from "./decision.ts";
import type { EffectIntent, Outcome } from "./effect.ts";

type ContactUpdate = Extract<EffectIntent, { kind: "customer.update" }>;

/** `sign_in`: what changed there is followed. `customer`: bills get an address of their own. */
export type AskedContact =
  | { by: "customer"; email: string }
  | { by: "sign_in"; email: string | null; name: string };

export type ContactDecision =
  /** It is as was asked for, and Stripe knows it, or will be told when it gets to know the customer. */
  | { is: "settled" }
  /** Carry this out, then ask again. `isOwn`: it tells Stripe what was asked for, so its refusal is the answer. */
  | { is: "carry_out"; effect: ContactUpdate; isOwn: boolean };

/**
 * Where bills go. Our row is what is wished, the customer's row is what Stripe has confirmed: while they differ, the
 * effect that makes them equal is under way, and nothing else is asked for. So two tabs never have two addresses on their
 * way to Stripe at once, whose order nobody could tell.
 */
export function decideContact(
  { account, customer }: Pick<AccountState, "account" | "customer">,
  asked: AskedContact,
): Decision<ContactDecision> {
  const running =
    customer === null || sameContact(customer, account) ? null : contactUpdate(account, customer);
  const next = wished(account, asked);
  if (sameContact(account, next) && account.isContactSetApart === next.isContactSetApart)
    return unchanged(
      running ? { is: "carry_out", effect: running, isOwn: true } : { is: "settled" },
    );
  if (running) return unchanged({ is: "carry_out", effect: running, isOwn: false });
  const effect =
    customer === null || sameContact(customer, next)
      ? null
      : contactUpdate({ ...account, ...next }, customer);
  return {
    answer: effect ? { is: "carry_out", effect, isOwn: true } : { is: "settled" },
    writes: [{ write: "account.contact", contact: next }],
    audit: [entry("account.contact_changed", { before: contactOf(account), after: next })],
    effects: effect ? [effect] : [],
  };
}

/** Also found by whoever only knows the rows: the slot names the account's latest change. */
export const contactUpdate = (
  { id: accountId, email, name, contactVersion: version }: BillingAccount,
  { stripeCustomerId: customerId }: Customer,
): ContactUpdate => ({ kind: "customer.update", accountId, customerId, email, name, version });

/**
 * Stripe does not take it: what it has confirmed holds again. The sign-in is not followed from here on, or the same
 * refused address would be asked for at each visit.
 */
export function contactRefused(
  { account, customer }: AccountState,
  { customerId }: ContactUpdate,
  { errorCode, message }: Extract<Outcome, { is: "refused" }>,
): Decision<null> {
  // A customer who was deleted at Stripe by hand: the address is right, and the next one is made with it.
  if (customer?.stripeCustomerId !== customerId || errorCode === "resource_missing")
    return unchanged(null);
  const { email, name } = customer;
  const contact = { ...contactOf(account), email, name, isContactSetApart: true };
  return {
    ...unchanged(null),
    writes: [{ write: "account.contact", contact }],
    audit: [
      entry("account.contact_refused", {
        before: contactOf(account),
        after: contact,
        reason: message,
      }),
    ],
  };
}

function wished(account: BillingAccount, asked: AskedContact): AccountContact {
  const { email, name } = contactOf(account);
  const contactVersion = account.contactVersion + 1;
  switch (asked.by) {
    case "customer":
      return { email: asked.email, name, contactVersion, isContactSetApart: true };
    case "sign_in":
      return account.isContactSetApart
        ? contactOf(account)
        : {
            email: asked.email ?? email,
            name: asked.name,
            contactVersion,
            isContactSetApart: false,
          };
  }
}

const contactOf = ({
  email,
  name,
  contactVersion,
  isContactSetApart,
}: BillingAccount): AccountContact => ({
  email,
  name,
  contactVersion,
  isContactSetApart,
});
