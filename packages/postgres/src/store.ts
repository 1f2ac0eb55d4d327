import type { AccountSnapshot, Store } from "@idem/billing";
import { toAccountId } from "@idem/domain";
import type { PrismaClient } from "./generated/client.ts";
import { toCheckout, toCustomer, toSubscription } from "./rows.ts";

/** Reads without a lock: good for showing, and for knowing what to ask next; never for deciding. */
export function createStore(prisma: PrismaClient): Store {
  return {
    account: async (accountId): Promise<AccountSnapshot> => {
      const row = await prisma.billingAccount.findUniqueOrThrow({
        relationLoadStrategy: "join",
        where: { id: accountId },
        include: { customer: true, subscription: true, checkouts: { where: { retiredAt: null } } },
      });
      return {
        account: { ...row, id: accountId },
        customer: row.customer && toCustomer(row.customer),
        subscription: row.subscription && toSubscription(row.subscription),
        // Only a decision, under the lock, may ask where the creation of a session stands.
        checkouts: row.checkouts.map((checkout) => toCheckout(checkout, "settled")),
      };
    },

    accountOfCustomer: async (stripeCustomerId) => {
      const row = await prisma.customer.findUnique({ where: { stripeCustomerId } });
      return row && toAccountId(row.accountId);
    },

    checkoutBySession: async (accountId, stripeSessionId) => {
      const row = await prisma.checkout.findUnique({ where: { stripeSessionId, accountId } });
      return row && toCheckout(row, "settled");
    },
  };
}
