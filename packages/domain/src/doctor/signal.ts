import type { AccountId, StripeCustomerId } from "../ids.ts";
import type { CustomerFacts } from "./chart.ts";

/**
 * Why a customer at Stripe is thought to be an account's. The first two are facts. The others are coincidences that
 * hardly happen to strangers: each takes two things that agree, because one address may have two accounts, rightly, and
 * one card pays for a family.
 */
export type Signal =
  | "stored id"
  | "metadata"
  | "e-mail and name"
  | "card and e-mail"
  | "card and name";

export type Claimant = {
  id: AccountId;
  email: string;
  name: string;
  storedId: StripeCustomerId | null;
};

/** `own`: the account's customers by fact. `null`: nothing ties the customer to the account, or it names another one. */
export function signalOf(
  account: Claimant,
  customer: CustomerFacts,
  own: readonly CustomerFacts[],
): Signal | null {
  if (customer.id === account.storedId) return "stored id";
  const named = customer.metadata["accountId"];
  if (named !== undefined) return named === account.id ? "metadata" : null;
  const people = [account, ...own].map(({ email, name }) => ({
    email: plain(email),
    name: plain(name),
  }));
  const email = plain(customer.email);
  const name = plain(customer.name);
  if (email !== "" && name !== "" && people.some((one) => one.email === email && one.name === name))
    return "e-mail and name";
  const card = customer.card?.fingerprint ?? null;
  if (card === null || !own.some((one) => one.card?.fingerprint === card)) return null;
  if (email !== "" && people.some((one) => one.email === email)) return "card and e-mail";
  if (name !== "" && people.some((one) => one.name === name)) return "card and name";
  return null;
}

/**
 * Whether a signal proves whose a customer is, or lets people guess. A fact proves it. A coincidence does where the
 * customer's e-mail is the one with which the account's person signs in, and which they have proved to be theirs: the
 * address for bills and the name are whatever somebody typed, and a card may be a family's or a company's. Otherwise
 * whoever signs up with somebody's address and name would take over what that one pays for.
 */
export function isProof(
  signal: Signal,
  { email }: Pick<CustomerFacts, "email">,
  provenEmail: string | null,
): boolean {
  switch (signal) {
    case "stored id":
    case "metadata":
      return true;
    case "e-mail and name":
    case "card and e-mail":
    case "card and name":
      return plain(email) !== "" && plain(email) === plain(provenEmail);
  }
}

/** Letter case and spaces are how people type, not who they are. */
const plain = (text: string | null): string =>
  (text ?? "").trim().replace(/\s+/g, " ").toLowerCase();
