/** What becomes of a payment with a test card. */
export type Behaviour =
  | { is: "succeeds" }
  | { is: "declined"; code: string; declineCode: string; message: string }
  | { is: "requires_action" }
  | { is: "fails_later"; code: string; declineCode: string; message: string };

export type TestCard = {
  number: string;
  brand: string;
  funding: string;
  country: string;
  /** Stands in stored payment methods for the number, which Stripe never shows again. */
  fingerprint: string;
  behaviour: Behaviour;
};

const generic = {
  code: "card_declined",
  declineCode: "generic_decline",
  message: "Your card was declined.",
};
const card = (number: string, behaviour: Behaviour, brand = "visa"): TestCard => ({
  number,
  brand,
  funding: "credit",
  country: "US",
  fingerprint: `Fp${Buffer.from(number).toString("base64url").slice(-14)}`,
  behaviour,
});
const declined = (code: string, declineCode: string, message: string): Behaviour => ({
  is: "declined",
  code,
  declineCode,
  message,
});

/** The numbers of Stripe's own testing page. */
const cards: TestCard[] = [
  card("4242424242424242", { is: "succeeds" }),
  card("5555555555554444", { is: "succeeds" }, "mastercard"),
  card("378282246310005", { is: "succeeds" }, "amex"),
  card("4000000000000002", { is: "declined", ...generic }),
  card(
    "4000000000009995",
    declined("card_declined", "insufficient_funds", "Your card has insufficient funds."),
  ),
  card("4000000000009987", declined("card_declined", "lost_card", "Your card was declined.")),
  card("4000000000009979", declined("card_declined", "stolen_card", "Your card was declined.")),
  card("4000000000000069", declined("expired_card", "expired_card", "Your card has expired.")),
  card(
    "4000000000000127",
    declined("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."),
  ),
  card(
    "4000000000000119",
    declined(
      "processing_error",
      "processing_error",
      "An error occurred while processing your card. Try again in a little bit.",
    ),
  ),
  card("4000002500003155", { is: "requires_action" }),
  card("4000002760003184", { is: "requires_action" }),
  card("4000000000003220", { is: "requires_action" }),
  card("4000000000000341", { is: "fails_later", ...generic }),
];

const digits = (number: string) => number.replaceAll(/[\s-]/g, "");

export const findCard = (number: string): TestCard | undefined =>
  cards.find((known) => known.number === digits(number));
export const cardByFingerprint = (fingerprint: string | null | undefined): TestCard | undefined =>
  cards.find((known) => known.fingerprint === fingerprint);

/** Test payment methods and tokens that exist without being created, as at Stripe. */
export const wellKnownCards: Record<string, string> = {
  visa: "4242424242424242",
  mastercard: "5555555555554444",
  amex: "378282246310005",
  visa_chargeDeclined: "4000000000000002",
  chargeDeclined: "4000000000000002",
  visa_chargeDeclinedInsufficientFunds: "4000000000009995",
  chargeDeclinedInsufficientFunds: "4000000000009995",
  chargeDeclinedExpiredCard: "4000000000000069",
  chargeDeclinedIncorrectCvc: "4000000000000127",
  chargeCustomerFail: "4000000000000341",
  authenticationRequired: "4000002760003184",
  threeDSecure2Required: "4000000000003220",
};
