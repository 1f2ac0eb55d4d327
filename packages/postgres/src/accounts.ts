import { type AccountId, toAccountId } from "@idem/domain";
import type { PrismaClient } from "./generated/client.ts";

export type AccountStore = {
  /** The user's own billing account, made when first asked for: one, however many ask at once. */
  ensureForUser(user: { userId: string; email: string; name: string }): Promise<EnsuredAccount>;
  /** The organization's billing account, made when first asked for; the e-mail is where its invoices go. */
  ensureForOrganization(organization: {
    organizationId: string;
    email: string;
    name: string;
  }): Promise<EnsuredAccount>;
  /** Who the account belongs to; `null` if there is no such account. */
  ownerOf(accountId: AccountId): Promise<AccountOwner | null>;
  membershipsOf(userId: string): Promise<Membership[]>;
};

/** `isBehind`: its owner is called otherwise by now, and bills have no address of their own. */
export type EnsuredAccount = { accountId: AccountId; isBehind: boolean };

type AccountOwner = { is: "user"; userId: string } | { is: "organization"; organizationId: string };

/** `roles` is as kept: one role, or several with commas between them. */
type Membership = { organizationId: string; organizationName: string; roles: string };

/**
 * Accounts are read first and written only when missing. The `upsert` has a non-empty `update`, because Prisma turns
 * only such a one into a single `ON CONFLICT` statement; with an empty one, two first visits at once fail on the
 * unique index.
 */
export function createAccountStore(prisma: PrismaClient, newId: () => string): AccountStore {
  const select = { id: true, email: true, name: true, isContactSetApart: true } as const;
  const freshId = () => `acc_${newId().replaceAll("-", "")}`;
  return {
    ensureForUser: async ({ userId, email, name }) => {
      const where = { userId };
      const found =
        (await prisma.billingAccount.findUnique({ where, select })) ??
        (await prisma.billingAccount.upsert({
          where,
          create: { id: freshId(), userId, email, name },
          update: { userId },
          select,
        }));
      return ensured(found, found.email !== email || found.name !== name);
    },
    ensureForOrganization: async ({ organizationId, email, name }) => {
      const where = { organizationId };
      const found =
        (await prisma.billingAccount.findUnique({ where, select })) ??
        (await prisma.billingAccount.upsert({
          where,
          create: { id: freshId(), organizationId, email, name },
          update: { organizationId },
          select,
        }));
      return ensured(found, found.name !== name);
    },
    ownerOf: async (accountId) => {
      const row = await prisma.billingAccount.findUnique({
        where: { id: accountId },
        select: { userId: true, organizationId: true },
      });
      if (row?.userId != null) return { is: "user", userId: row.userId };
      if (row?.organizationId != null)
        return { is: "organization", organizationId: row.organizationId };
      return null;
    },
    membershipsOf: async (userId) => {
      const rows = await prisma.member.findMany({
        where: { userId },
        select: { organizationId: true, role: true, organization: { select: { name: true } } },
        orderBy: { createdAt: "asc" },
      });
      return rows.map((row) => ({
        organizationId: row.organizationId,
        organizationName: row.organization.name,
        roles: row.role,
      }));
    },
  };
}

const ensured = (
  { id, isContactSetApart }: { id: string; isContactSetApart: boolean },
  differs: boolean,
): EnsuredAccount => ({ accountId: toAccountId(id), isBehind: differs && !isContactSetApart });
