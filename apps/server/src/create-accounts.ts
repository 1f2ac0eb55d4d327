import type { Accounts, Viewer } from "@idem/api";
import type { Billing } from "@idem/billing";
import type { AccountId } from "@idem/domain";
import type { AccountStore } from "@idem/postgres";
import { hasBillingRight } from "./auth/roles.ts";

/**
 * Who may act for which billing account (G8): everybody for their own, owners and billing people for their
 * organization's. Asked of the database each time, so a right that was taken away is gone at the next call; and as the
 * account is read anyway, a changed name or e-mail is noticed here, too.
 */
export function createAccounts(
  store: AccountStore,
  { followSignIn }: Pick<Billing, "followSignIn">,
): Accounts {
  const ownAccount = async ({ userId, email, name }: Viewer): Promise<AccountId> => {
    const { accountId, isBehind } = await store.ensureForUser({ userId, email, name });
    if (isBehind) await followSignIn({ accountId, email, name });
    return accountId;
  };
  /** An organization has no address: its bills go where they went, in its name. */
  const accountOf = async (
    viewer: Viewer,
    { organizationId, organizationName: name }: Membership,
  ) => {
    const { email } = viewer;
    const ensured = await store.ensureForOrganization({ organizationId, email, name });
    if (ensured.isBehind) await followSignIn({ accountId: ensured.accountId, email: null, name });
    return { accountId: ensured.accountId, name, kind: "organization" as const };
  };
  return {
    ownAccount,

    mayBill: async (viewer, accountId) => {
      const owner = await store.ownerOf(accountId);
      switch (owner?.is) {
        case undefined:
          return false;
        case "user":
          return owner.userId === viewer.userId;
        case "organization": {
          const billed = await billedOrganizations(store, viewer);
          return billed.some(({ organizationId }) => organizationId === owner.organizationId);
        }
      }
    },

    list: async (viewer) => {
      const own = await ownAccount(viewer);
      const organizations = await billedOrganizations(store, viewer);
      return [
        { accountId: own, name: viewer.name, kind: "user" },
        ...(await Promise.all(organizations.map((one) => accountOf(viewer, one)))),
      ];
    },
  };
}

type Membership = Awaited<ReturnType<AccountStore["membershipsOf"]>>[number];

const billedOrganizations = async (store: AccountStore, viewer: Viewer) =>
  (await store.membershipsOf(viewer.userId)).filter(({ roles }) => hasBillingRight(roles));
