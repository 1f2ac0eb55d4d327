import type { Accounts, Viewer } from "@idem/api";
import type { AccountStore } from "@idem/postgres";
import { hasBillingRight } from "./auth/roles.ts";

/**
 * Who may act for which billing account (G8): everybody for their own, owners and billing people for their
 * organization's. Asked of the database each time, so a right that was taken away is gone at the next call.
 */
export function createAccounts(store: AccountStore): Accounts {
  return {
    ownAccount: (viewer) => store.ensureForUser(viewer),

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
      const own = await store.ensureForUser(viewer);
      const organizations = await billedOrganizations(store, viewer);
      return [
        { accountId: own, name: viewer.name, kind: "user" },
        ...(await Promise.all(
          organizations.map(async ({ organizationId, organizationName: name }) => ({
            accountId: await store.ensureForOrganization({
              organizationId,
              email: viewer.email,
              name,
            }),
            name,
            kind: "organization" as const,
          })),
        )),
      ];
    },
  };
}

const billedOrganizations = async (store: AccountStore, viewer: Viewer) =>
  (await store.membershipsOf(viewer.userId)).filter(({ roles }) => hasBillingRight(roles));
