/**
 * What must be true of every billing account, by name. `critical` costs somebody money or access today, `warning` will,
 * as soon as somebody buys or cancels.
 */
export const invariants = {
  one_customer: { severity: "warning", says: "An account has one customer at Stripe." },
  one_live_subscription: {
    severity: "critical",
    says: "An account has one live subscription at Stripe.",
  },
  stored_ids_resolve: {
    severity: "critical",
    says: "What our rows name exists at Stripe, under the key that is in use.",
  },
  links_point_both_ways: {
    severity: "warning",
    says: "Our row names the customer, and the customer's metadata name the account.",
  },
  rows_equal_stripe: { severity: "warning", says: "Our rows say what Stripe says." },
  no_checkout_beside_subscription: {
    severity: "critical",
    says: "Nothing can be bought a second time while a subscription lives.",
  },
  no_effect_in_doubt: {
    severity: "warning",
    says: "No effect has been in doubt for longer than ten minutes.",
  },
  paid_is_entitled: { severity: "critical", says: "Who pays has what was paid for." },
  entitled_is_paid: { severity: "warning", says: "Who has it pays for it." },
  can_be_read: {
    severity: "critical",
    says: "What our rows and Stripe have of an account can be read.",
  },
  audit_intact: { severity: "critical", says: "The account's story is whole." },
} as const satisfies Record<string, { severity: Severity; says: string }>;

export type Severity = "critical" | "warning";
export type Invariant = keyof typeof invariants;

/** One thing that is not as it must be. `about` are ids, ours or Stripe's; `words` say it to people. */
export type Finding = { invariant: Invariant; words: string; about: readonly string[] };

export const isInvariant = (name: string): name is Invariant => Object.hasOwn(invariants, name);

export const invariantNames = Object.keys(invariants).filter(isInvariant);
