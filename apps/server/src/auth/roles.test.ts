import { expect, test } from "vitest";
import { hasBillingRight, personRoles } from "./roles.ts";

test.each([
  ["owner", true],
  ["billing", true],
  ["member,billing", true],
  ["member", false],
  ["", false],
  ["constructor", false],
  ["Owner", false],
])("G8: somebody who is %j in an organization may buy for it: %s", (roles, may) => {
  expect(hasBillingRight(roles)).toBe(may);
});

test("G8: no admin can act as somebody else or delete somebody who was charged", () => {
  for (const right of ["impersonate", "set-password", "set-email", "delete"] as const)
    expect(personRoles.admin.authorize({ user: [right] }).success).toBe(false);
  expect(personRoles.admin.authorize({ user: ["ban"] }).success).toBe(true);
});
