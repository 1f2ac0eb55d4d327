import { expect, it } from "vitest";
import { isBell } from "./is-bell.ts";

it.each([
  ["customer.subscription.updated", true],
  ["v1.customer.subscription.updated", true],
  ["something.new", true],
  ["customer.created", false],
  ["v1.customer.created", false],
])("%s may say that something has changed: %s", (type, isOne) => {
  expect(isBell(type)).toBe(isOne);
});
