import { expect, it } from "vitest";
import { decideAdopt } from "./decide-adopt.ts";
import { accountState } from "./testing.ts";

const found = { stripeCustomerId: "cus_found", email: "pat@example.com", name: "Pat" } as const;

it("G1: an account without a customer gets the one that was made for it, and its story says so", () => {
  const { writes, audit } = decideAdopt(accountState({ customer: null }), found);
  expect(writes).toEqual([{ write: "customer.upsert", customer: found }]);
  expect(audit).toMatchObject([{ action: "customer.created", after: found }]);
});

it("G1: one that has a customer keeps it", () => {
  expect(decideAdopt(accountState(), found)).toMatchObject({ writes: [], audit: [] });
});
