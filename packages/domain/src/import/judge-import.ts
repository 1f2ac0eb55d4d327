import type { AccountId, StripeCustomerId } from "../ids.ts";

/** Who may have a billing account. */
export type Owner = { is: "user" | "organization"; id: string };

/** Why a customer is thought to be an owner's, the strongest first. */
export const claimSignals = [
  "our row",
  "account in metadata",
  "id in a table",
  "organization in metadata",
  "user in metadata",
  "verified e-mail",
] as const;
export type ClaimSignal = (typeof claimSignals)[number];

/** A customer at Stripe that is one owner's by its strongest signal. */
export type ImportClaim = {
  customerId: StripeCustomerId;
  by: ClaimSignal;
  liveSubscriptions: number;
  /** Its metadata name the owner's account. */
  isMarked: boolean;
};

/** One owner, with all customers that are theirs, and what our rows say. */
export type ImportCase = {
  owner: Owner;
  /** `null`: the owner has no billing account yet. */
  accountId: AccountId | null;
  storedId: StripeCustomerId | null;
  claims: readonly ImportClaim[];
};

export type ImportVerdict =
  | { is: "adopted" }
  /** Where there are several, `chooseSurvivor` says which one the row names. */
  | { is: "adopt"; claims: readonly ImportClaim[] }
  | { is: "ambiguous"; words: string };

export type ImportPolicy = {
  /** Of several customers of one owner: leave them to people, or adopt the one that would survive a repair. */
  several: "leave" | "survivor";
};

/**
 * What an import does about one owner; pure. It ends nothing and pays nothing back: where an adoption would lead to that,
 * because a customer has two live subscriptions, the case is left to people, or to a plan of the doctor's.
 */
export function judgeImport(
  { storedId, claims }: ImportCase,
  { several }: ImportPolicy,
): ImportVerdict {
  const crowded = claims.find(({ liveSubscriptions }) => liveSubscriptions > 1);
  if (storedId !== null) return judgeStored(storedId, claims);
  if (crowded !== undefined)
    return ambiguous(
      `${crowded.customerId} has ${crowded.liveSubscriptions} live subscriptions, and an account has one: end the others first.`,
    );
  if (claims.length > 1 && several === "leave")
    return ambiguous(`${claims.length} customers: ${listed(claims)}.`);
  return { is: "adopt", claims };
}

/** What the row names stays; what was begun and not finished is finished. */
function judgeStored(storedId: StripeCustomerId, claims: readonly ImportClaim[]): ImportVerdict {
  const others = claims.filter(({ customerId, isMarked }) => customerId !== storedId && !isMarked);
  if (others.length > 0)
    return ambiguous(`The account has ${storedId} already, and there is ${listed(others)}.`);
  const own = claims.filter(({ customerId, isMarked }) => customerId === storedId && !isMarked);
  return own.length > 0 ? { is: "adopt", claims: own } : { is: "adopted" };
}

const ambiguous = (words: string): ImportVerdict => ({ is: "ambiguous", words });

const listed = (claims: readonly ImportClaim[]): string =>
  claims.map(({ customerId, by }) => `${customerId} (${by})`).join(", ");
