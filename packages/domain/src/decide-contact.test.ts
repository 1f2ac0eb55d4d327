import { describe, expect, it } from "vitest";
import { type AskedContact, decideContact } from "./decide-contact.ts";
import { decideSettled } from "./decide-settled.ts";
import { accountState } from "./testing.ts";

const known = { stripeCustomerId: "cus_1", email: "pat@example.com", name: "Pat" } as const;
const account = accountState().account;
const ask = (email: string): AskedContact => ({ by: "customer", email });
const bills = ask("bills@example.com");

describe("G4: where bills go is changed once", () => {
  it("writes the wish, tells of it and orders one effect, in one commit", () => {
    const decision = decideContact(accountState(), bills);
    expect(decision).toMatchObject({
      answer: { is: "carry_out", isOwn: true },
      writes: [{ contact: { email: "bills@example.com", name: "Pat", isContactSetApart: true } }],
      audit: [{ action: "account.contact_changed", before: { email: "pat@example.com" } }],
      effects: [{ kind: "customer.update", email: "bills@example.com", version: 1 }],
    });
  });

  it("asked again while the answer is lost, it is the same effect; something else waits for that one", () => {
    const waiting = {
      account: {
        ...account,
        email: "bills@example.com",
        contactVersion: 1,
        isContactSetApart: true,
      },
      customer: known,
    };
    const again = decideContact(waiting, bills);
    expect(again).toMatchObject({
      answer: { is: "carry_out", isOwn: true, effect: { version: 1, email: "bills@example.com" } },
      writes: [],
      effects: [],
    });
    expect(decideContact(waiting, ask("other@example.com"))).toMatchObject({
      answer: { is: "carry_out", isOwn: false, effect: { version: 1 } },
      writes: [],
      effects: [],
    });
  });

  it("there and back is two effects, not one that was done already", () => {
    const there = { ...account, email: "bills@example.com", contactVersion: 1 };
    const back = decideContact(
      { account: there, customer: { ...known, email: "bills@example.com" } },
      ask("pat@example.com"),
    );
    expect(back.effects).toMatchObject([{ email: "pat@example.com", version: 2 }]);
  });

  it("follows the sign-in until bills have an address of their own", () => {
    const renamed: AskedContact = { by: "sign_in", email: "new@example.com", name: "Patricia" };
    expect(decideContact(accountState(), renamed).effects).toMatchObject([
      { email: "new@example.com", name: "Patricia" },
    ]);
    const apart = { account: { ...account, isContactSetApart: true }, customer: known };
    expect(decideContact(apart, renamed)).toMatchObject({ answer: { is: "settled" }, writes: [] });
  });

  it("without a customer at Stripe there is nobody to tell: the next creation says it", () => {
    const decision = decideContact({ account, customer: null }, bills);
    expect(decision).toMatchObject({ answer: { is: "settled" }, effects: [] });
    expect(decision.writes).toHaveLength(1);
  });

  it("refused by Stripe, what Stripe has confirmed holds again, and the story says why", () => {
    const { answer } = decideContact(accountState(), bills);
    if (answer.is !== "carry_out") throw new Error("Expected an effect.");
    const asked = { ...account, email: "bills@example.com", contactVersion: 1 };
    const refused = decideSettled(accountState({ account: asked }), answer.effect, {
      is: "refused",
      status: 400,
      errorCode: "email_invalid",
      param: "email",
      message: "Invalid email address.",
    });
    expect(refused).toMatchObject({
      writes: [{ contact: { email: "pat@example.com", isContactSetApart: true } }],
      audit: [{ action: "account.contact_refused", reason: "Invalid email address." }],
    });
  });
});
