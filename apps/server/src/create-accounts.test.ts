import type { AccountStore } from "@idem/postgres";
import { expect, test } from "vitest";
import { createAccounts } from "./create-accounts.ts";

const viewer = {
  userId: "u1",
  email: "a@example.com",
  name: "Ann",
  role: "user",
  isFresh: true,
} as const;

const nobodyFollows = {
  followSignIn: () => Promise.reject(new Error("Nobody is called otherwise.")),
};

type Memberships = Awaited<ReturnType<AccountStore["membershipsOf"]>>;

function storeWith(memberships: Memberships): AccountStore {
  return {
    ensureForUser: async ({ userId, name }) => ({
      accountId: `acc_${userId}`,
      isBehind: name !== "Ann",
    }),
    ensureForOrganization: async ({ organizationId }) => ({
      accountId: `acc_${organizationId}`,
      isBehind: false,
    }),
    ownerOf: async (accountId) => {
      if (accountId === "acc_u1" || accountId === "acc_u2")
        return { is: "user", userId: accountId.slice(4) };
      return accountId === "acc_o1" ? { is: "organization", organizationId: "o1" } : null;
    },
    membershipsOf: async () => memberships,
  };
}

const inOrganization = (roles: string) => [
  { organizationId: "o1", organizationName: "Org", roles },
];

test("G8: one's own account, and no other person's, whoever one is", async () => {
  for (const role of ["user", "support", "admin"] as const) {
    const accounts = createAccounts(storeWith([]), nobodyFollows);
    expect(await accounts.mayBill({ ...viewer, role }, "acc_u1")).toBe(true);
    expect(await accounts.mayBill({ ...viewer, role }, "acc_u2")).toBe(false);
    expect(await accounts.mayBill({ ...viewer, role }, "acc_gone")).toBe(false);
  }
});

test.each([
  ["owner", true],
  ["billing", true],
  ["member", false],
])("G8: a %s may buy for the organization: %s", async (roles, may) => {
  const accounts = createAccounts(storeWith(inOrganization(roles)), nobodyFollows);
  expect(await accounts.mayBill(viewer, "acc_o1")).toBe(may);
  expect((await accounts.list(viewer)).map(({ accountId }) => accountId)).toEqual(
    may ? ["acc_u1", "acc_o1"] : ["acc_u1"],
  );
});

test("G8: a member of another organization may not", async () => {
  const elsewhere = [{ organizationId: "o2", organizationName: "Other", roles: "owner" }];
  const accounts = createAccounts(storeWith(elsewhere), nobodyFollows);
  expect(await accounts.mayBill(viewer, "acc_o1")).toBe(false);
});

test("who is called otherwise by now is billed so", async () => {
  const followed: unknown[] = [];
  const accounts = createAccounts(storeWith([]), {
    followSignIn: async (owner) => void followed.push(owner),
  });
  await accounts.ownAccount({ ...viewer, name: "Anna" });
  expect(followed).toEqual([{ accountId: "acc_u1", email: "a@example.com", name: "Anna" }]);
});
