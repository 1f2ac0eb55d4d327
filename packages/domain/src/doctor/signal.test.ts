import { describe, expect, it } from "vitest";
import { type Claimant, isProof, type Signal, signalOf } from "./signal.ts";
import { charted } from "./testing.ts";

const account: Claimant = {
  id: "acc_1",
  email: "pat@example.com",
  name: "Pat Doe",
  storedId: "cus_own",
};
const card = { fingerprint: "fp_1", brand: "visa", last4: "4242" };
const own = charted({ id: "cus_own", email: "pat@example.com", name: "Pat Doe", card });
const orphan = (changes: Parameters<typeof charted>[0]) =>
  charted({ id: "cus_other", email: null, name: null, metadata: {}, ...changes });

describe("G10: why a customer is thought to be an account's", () => {
  it.each([
    ["stored id", charted({ id: "cus_own", metadata: {} })],
    ["metadata", charted({ id: "cus_other", metadata: { accountId: "acc_1" } })],
    ["e-mail and name", orphan({ email: " PAT@example.com", name: "pat  doe" })],
    ["card and e-mail", orphan({ email: "pat@example.com", card })],
    ["card and name", orphan({ email: "else@example.com", name: "Pat Doe", card })],
  ])("G10: by %s", (signal, customer) => {
    expect(signalOf(account, customer, [own])).toBe(signal);
  });

  it.each([
    ["the same address alone: a family, or two accounts", orphan({ email: "pat@example.com" })],
    ["the same card alone", orphan({ email: "kim@example.com", name: "Kim", card })],
    ["nothing said is not the same as nothing said", orphan({})],
    [
      "two accounts with one address, each with its customer",
      charted({ id: "cus_other", metadata: { accountId: "acc_2" } }),
    ],
  ])("G10: not by %s", (_why, customer) => {
    expect(signalOf(account, customer, [own])).toBeNull();
  });
});

describe("G10: what proves whose a customer is", () => {
  const typed = orphan({ email: " PAT@example.com" });
  const guesses: Signal[] = ["e-mail and name", "card and e-mail", "card and name"];

  it.each(["stored id", "metadata"] as const)("G10: %s, whatever was typed", (signal) => {
    expect(isProof(signal, orphan({}), null)).toBe(true);
  });

  it.each(guesses)("G10: %s, where the address is proved to be theirs", (signal) => {
    expect(isProof(signal, typed, "pat@example.com")).toBe(true);
  });

  it.each(guesses)("G10: not %s, where nobody has proved the address, or another one", (signal) => {
    expect(isProof(signal, typed, null)).toBe(false);
    expect(isProof(signal, typed, "mallory@example.com")).toBe(false);
    expect(isProof(signal, orphan({}), "")).toBe(false);
  });
});
