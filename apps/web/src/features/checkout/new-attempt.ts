/** Names one visit to the checkout. 128 random bits, also where `crypto.randomUUID` is missing (plain http). */
export const newAttempt = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
